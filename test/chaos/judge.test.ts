import { describe, expect, test } from '@jest/globals';
import type { Expected } from '../../bench/chaos/expected.js';
import { judge } from '../../bench/chaos/judge.js';
import type { Posted } from '../../bench/chaos/ledger.js';
import { seeded } from '../../bench/chaos/random.js';
import { newWoman, type Woman } from '../../bench/chaos/script.js';

const ANSWERS = ['welcome', 'needs', 'kinds', 'needs', 'kinds', 'info'].map((words) => [words]);
const EXPECTED: Expected = new Map([
  ['en', ANSWERS],
  ['fr', ANSWERS.map(([words]) => [`${words} (fr)`])],
]);
const RIGHT = ANSWERS.flat();
const NOTHING = { lost: 0, doubled: 0, outOfOrder: 0, stuck: 0, leaked: 0, strange: 0 };

const woman = (): Woman => {
  const one = newWoman(1, 'en', seeded(1));
  for (const said of one.said) Object.assign(said, { wroteAt: 1, acknowledgedAt: 2, answeredAt: 3 });
  return one;
};
const heard = (words: readonly string[]): Posted[] =>
  words.map((one, index) => ({
    row: `r${index}`,
    number: '',
    words: one,
    asks: true,
    at: index,
    generation: 's0g1',
    id: `${index}`,
    dropped: false,
  }));
const verdict = (words: readonly string[], stored?: readonly string[]) => {
  const one = woman();
  return judge({ woman: one, heard: heard(words), stored: stored ?? one.said.map((said) => said.words) }, EXPECTED);
};

describe('a conversation is judged by what her phone got and what the store holds', () => {
  test('right answers in order are right', () => expect(verdict(RIGHT)).toEqual(NOTHING));

  test('an answer that is not there is lost', () => expect(verdict(RIGHT.slice(0, -1)).lost).toBe(1));

  test('one of her own answers too many is doubled', () =>
    expect(verdict([...RIGHT, 'needs'])).toEqual({ ...NOTHING, doubled: 1 }));

  test('answers that changed places are out of order', () =>
    expect(verdict(['needs', 'welcome', ...RIGHT.slice(2)])).toEqual({ ...NOTHING, outOfOrder: 1 }));

  test("another woman's answer is leaked", () => expect(verdict([...RIGHT, 'needs (fr)']).leaked).toBe(1));

  test('her own secret word in an answer is leaked', () => expect(verdict([...RIGHT, 'qzxvkbdf']).leaked).toBe(1));

  test('words that nobody expects are strange', () => expect(verdict([...RIGHT, 'sorry']).strange).toBe(1));

  test('a message that the store does not hold is lost, one it holds twice is doubled', () => {
    const words = woman().said.map((said) => said.words);
    expect(verdict(RIGHT, words.slice(1)).lost).toBe(1);
    expect(verdict(RIGHT, [...words, words[0] ?? '']).doubled).toBe(1);
  });
});
