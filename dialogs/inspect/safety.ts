import type { Flow } from '../flow.js';
import { FACE, ORIENTATION } from '../names.js';
import { LANGUAGES, type Language } from '../terms.js';
import { EMERGENCY_NUMBER, type Inspected, type Issue, lengthOf } from './issue.js';
import { telling } from './telling.js';
import { keysOf } from './texts.js';

/**
 * What the screen shows first is neutral, and so is every line of the neutral face; the danger flows begin with the
 * emergency number and are short.
 */
export const inspectSafety = (inspected: Inspected): Issue[] =>
  LANGUAGES.flatMap((language) => [
    ...preview(inspected, language),
    ...face(inspected, language),
    ...dangerBlocks(inspected, language),
  ]);

const firstKey = (flow: Flow): string => `${flow.flow}:${flow.start}.text`;

function preview({ byName, texts, limits }: Inspected, language: Language): Issue[] {
  const flow = byName.get(ORIENTATION);
  const key = flow && firstKey(flow);
  const shown = key && [...(texts(language, key) ?? '')].slice(0, limits.preview).join('');
  const word = shown && telling(shown);
  if (!flow || !word) return [];
  const message = `The first ${limits.preview} characters of "${key}" hold "${word}…" in "${language}"; a locked screen shows them.`;
  return [
    {
      severity: 'error',
      flow: flow.flow,
      step: flow.start,
      language,
      key,
      code: 'preview-telling',
      message,
      remedy: 'Begin with neutral words.',
    },
  ];
}

/** Nothing that is said behind the neutral face tells what this chat is about. */
function face({ flows, texts, limits }: Inspected, language: Language): Issue[] {
  const lines = keysOf(
    flows.filter(({ flow }) => flow === FACE),
    limits,
  );
  return lines.flatMap(({ flow, step, key }): Issue[] => {
    const word = telling(texts(language, key) ?? '');
    if (!word) return [];
    const message = `"${key}" holds "${word}…" in "${language}"; behind the neutral face somebody else reads it.`;
    const remedy = 'Write what any office would.';
    return [{ severity: 'error', flow, step, language, key, code: 'face-telling', message, remedy }];
  });
}

function dangerBlocks({ byName, texts, limits }: Inspected, language: Language): Issue[] {
  return ['danger', 'crisis'].flatMap((name): Issue[] => {
    const flow = byName.get(name);
    const key = flow && firstKey(flow);
    const text = key && texts(language, key);
    if (!flow || !text) return [];
    const at = { severity: 'error', flow: name, step: flow.start, language, key } as const;
    const beginning = [...text].slice(0, limits.preview).join('');
    const length = lengthOf(text);
    const late = `"${key}" must name ${EMERGENCY_NUMBER} in its first ${limits.preview} characters ("${language}").`;
    const long = `"${key}" has ${length} characters in "${language}"; in danger at most ${limits.danger} are read.`;
    return [
      ...(beginning.includes(EMERGENCY_NUMBER)
        ? []
        : [{ ...at, code: 'emergency-late', message: late, remedy: 'Begin with the number.' }]),
      ...(length <= limits.danger ? [] : [{ ...at, code: 'danger-too-long', message: long, remedy: 'Shorten it.' }]),
    ];
  });
}
