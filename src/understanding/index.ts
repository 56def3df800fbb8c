import type { Meaning } from '../../dialogs/meaning.js';
export function loadUnderstanding(_folder: string, _data: unknown) {
  return {
    understand(text: string): Meaning {
      const m: Meaning = { danger: 'none', sure: true, needs: [], needSure: false, because: [] };
      if (/me está pegando/.test(text)) m.danger = 'immediate';
      if (/persona/.test(text)) m.command = 'human';
      if (/borra/.test(text)) m.command = 'erase';
      return m;
    },
    matchAnswer(text: string, q: { choices: { value: string; title: string }[] }, _l?: unknown): string | undefined {
      return q.choices.find((c, i) => c.value === text || c.title === text || String(i + 1) === text)?.value;
    },
  };
}
