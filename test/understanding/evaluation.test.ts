import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { understanding } from './known.js';
import { type Labelled, labelled } from './labelled.js';

const FLOORS = { dangerRecall: 0.95, ordinaryAlarms: 0.03, hardAlarms: 0.08, needs: 0.88, place: 0.95, command: 0.92 };

const share = (rows: readonly Labelled[], holds: (row: Labelled) => boolean) =>
  rows.length === 0 ? 0 : rows.filter(holds).length / rows.length;

function areNeedsRight({ needs }: Labelled, predicted: readonly string[]): boolean {
  if (!needs) return true;
  return needs.length === 0 ? predicted.length === 0 : needs.some((need) => predicted.includes(need));
}

describe.each(['tune', 'held-out'] as const)('judged messages, %s', (part) => {
  const rows = LANGUAGES.flatMap((language) =>
    labelled(language, part).map((row) => ({ ...row, language, meaning: understanding.understand(row.text, {}) })),
  );
  type Row = (typeof rows)[number];
  const of = (...kinds: Labelled['kind'][]) => rows.filter(({ kind }) => kinds.includes(kind));
  const rate = (some: Row[], holds: (row: Row) => boolean) => share(some, (row) => holds(row as Row));

  test.each(LANGUAGES)('danger is found in %s', (language) => {
    const danger = of('immediate', 'suicide').filter((row) => row.language === language);
    expect(rate(danger, ({ kind, meaning }) => meaning.danger === kind)).toBeGreaterThanOrEqual(FLOORS.dangerRecall);
  });

  test('ordinary messages and those that only sound dangerous are left in peace', () => {
    const alarm = ({ meaning }: Row) => meaning.danger !== 'none';
    expect(rate(of('ordinary'), alarm)).toBeLessThanOrEqual(FLOORS.ordinaryAlarms);
    expect(rate(of('hard'), alarm)).toBeLessThanOrEqual(FLOORS.hardAlarms);
  });

  test('needs, place and commands', () => {
    expect(rate(rows, (row) => areNeedsRight(row, row.meaning.needs))).toBeGreaterThanOrEqual(FLOORS.needs);
    expect(
      rate(rows, ({ region, meaning }) => !region || (meaning.place?.region ?? 'none') === region),
    ).toBeGreaterThanOrEqual(FLOORS.place);
    expect(
      rate(rows, ({ command, meaning }) => !command || (meaning.command ?? 'none') === command),
    ).toBeGreaterThanOrEqual(FLOORS.command);
  });

  test('the language of sentences', () => {
    const sentences = rows.filter(({ text, command }) => text.split(' ').length >= 4 && command !== 'language');
    expect(rate(sentences, ({ language, meaning }) => meaning.language === language)).toBeGreaterThanOrEqual(0.97);
  });
});
