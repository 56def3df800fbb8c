import { expect, test } from '@jest/globals';
import { useOnce } from '../../src/store/useOnce.js';
import { keep } from '../support/keeping.js';

test('a name is used once, also where two use it at once, until its time is over', async () => {
  const { store, clock, end } = await keep();
  const use = (name: string) => useOnce(store, name, 1000);
  expect((await Promise.all([use('a'), use('a'), use('a'), use('b')])).filter(Boolean)).toHaveLength(2);
  expect(await use('a')).toBe(false);
  clock.at += 1001;
  expect(await use('a')).toBe(true);
  await end();
});
