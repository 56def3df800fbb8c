import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { understanding } from './known.js';
import { unlearned } from './second.js';

const FLOORS = { recall: 0.95, recallByLanguage: 0.9, ordinary: 0.03, hard: 0.08 };

describe('messages by another author, the half that nothing was trained on', () => {
  const rows = LANGUAGES.flatMap((language) => unlearned(language)).map((row) => ({
    ...row,
    meaning: understanding.understand(row.text, {}),
  }));
  type Row = (typeof rows)[number];
  const share = (some: Row[], holds: (row: Row) => boolean) => some.filter(holds).length / some.length;
  const dangerous = rows.filter(({ danger }) => danger !== 'none');
  const isFound = ({ meaning }: Row) => meaning.danger !== 'none';

  test('danger is found', () => {
    expect(share(dangerous, isFound)).toBeGreaterThanOrEqual(FLOORS.recall);
  });

  test.each(LANGUAGES)('danger is found in %s', (language) => {
    const own = dangerous.filter((row) => row.language === language);
    expect(share(own, isFound)).toBeGreaterThanOrEqual(FLOORS.recallByLanguage);
  });

  test.each([
    ['hard-negative', FLOORS.hard] as const,
    ['ordinary', FLOORS.ordinary] as const,
  ])('few false alarms: %s', (kind, most) => {
    expect(
      share(
        rows.filter((row) => row.kind === kind),
        isFound,
      ),
    ).toBeLessThanOrEqual(most);
  });

  test('needs', () => {
    const isRight = ({ needs, meaning }: Row) =>
      needs.length === 0 ? meaning.needs.length === 0 : meaning.needs.some((need) => needs.includes(need));
    expect(share(rows, isRight)).toBeGreaterThanOrEqual(0.88);
  });

  test('language, place and command', () => {
    expect(share(rows, ({ language, meaning }) => meaning.language === language)).toBeGreaterThanOrEqual(0.97);
    expect(share(rows, ({ region, meaning }) => (meaning.place?.region ?? 'none') === region)).toBeGreaterThanOrEqual(
      0.95,
    );
    expect(share(rows, ({ command, meaning }) => (meaning.command ?? 'none') === command)).toBeGreaterThanOrEqual(0.92);
  });
});
