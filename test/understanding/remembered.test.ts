import { expect, test } from '@jest/globals';
import { NOTHING } from '../../dialogs/meaning.js';
import type { Language } from '../../dialogs/terms.js';
import { remembered } from '../../src/understanding/remembered.js';

function counted() {
  const reads: string[] = [];
  const understand = remembered((text: string, { language }: { language?: Language }) => {
    reads.push(text);
    return { ...NOTHING, because: [`${language}`] };
  });
  return { reads, understand };
}

test('a short message is read once for each language of a conversation', () => {
  const { reads, understand } = counted();
  const said = ['es', 'es', undefined, 'fr', 'es'].map((language) =>
    understand('no', { language: language as Language | undefined }),
  );
  expect(said.map(({ because }) => because[0])).toEqual(['es', 'es', 'undefined', 'fr', 'es']);
  expect(reads).toHaveLength(3);
});

test('what is longer than a few words is read each time', () => {
  const { reads, understand } = counted();
  for (const _ of [1, 2]) understand('a message of more than thirty-two letters', {});
  expect(reads).toHaveLength(2);
});

test('what was not said for long is forgotten', () => {
  const { reads, understand } = counted();
  for (let number = 0; number <= 2_000; number += 1) understand(`${number}`, {});
  understand('2000', {});
  understand('0', {});
  expect(reads.slice(2_000)).toEqual(['2000', '0']);
});
