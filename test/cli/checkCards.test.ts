import { expect, test } from '@jest/globals';
import { longCards } from '../../src/cli/checkCards.js';
import type { Card, Directory } from '../../src/directory/contract.js';
import type { Locale } from '../../src/locale/locale.js';

const CARD: Card = { id: 'a', name: 'A', does: 'x', phones: [], languages: [], open: 'unknown' };
const locale: Locale = { text: (_language, key) => (key.includes('because') ? key : '') };
const directory = (does: string) => ({ card: () => ({ ...CARD, does }) }) as unknown as Directory;

test('a card that no message holds is named in each language, its longest reasons counted', () => {
  const reasons = 'common:card.because.no-status-needed · common:card.because.other-region'.length;
  const room = 4096 - 'A\n\n'.length - reasons;
  expect(longCards(['a'], directory('x'.repeat(room)), locale, 0)).toEqual([]);
  const long = longCards(['a'], directory('x'.repeat(room + 1)), locale, 0);
  expect(long.map(({ language, length }) => [language, length])).toEqual(
    ['es', 'pt', 'fr', 'nl', 'en'].map((language) => [language, 4097]),
  );
});
