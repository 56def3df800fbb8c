import { expect, test } from '@jest/globals';
import { createRecent } from '../src/recent.js';

test('makes a value once, also one that is undefined, and forgets the longest unused first', () => {
  const recent = createRecent<string, string | undefined>(2);
  const made: string[] = [];
  const make = (key: string) => {
    made.push(key);
    return key === 'none' ? undefined : key;
  };
  for (const key of ['a', 'none', 'none', 'a', 'b', 'a', 'none']) recent(key, () => make(key));
  expect(made).toEqual(['a', 'none', 'b', 'none']);
});
