import { expect, test } from '@jest/globals';
import { createKeySource } from '../../../src/channels/botframework/keys.js';

test('while no keys can be read, strangers do not make us ask for them without end', async () => {
  let [now, asked] = [0, 0];
  const readJson = async () => {
    asked += 1;
    throw new Error('away');
  };
  const findKey = createKeySource('https://keys.example.org', { readJson, now: () => now });
  for (const at of [0, 1000, 2000, 6000]) {
    now = at;
    await expect(findKey('any')).rejects.toThrow();
  }
  expect(asked).toBe(2);
});
