import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/store/contract.js';
import { all, DRIVERS } from '../support/stores.js';
import { useStore } from '../support/useStore.js';

const value = Buffer.from('1');

describe.each(DRIVERS)('the keys of the store on %s', (name) => {
  const on = useStore(name);
  const under = async (prefix: string) => (await all(on.store.keys(prefix))).sort();

  test('are those under a prefix, each once, and nothing of the store itself', async () => {
    const tag = '{a}';
    const entry: Change = { do: 'append', key: `${tag}l`, value };
    const changes: Change[] = [
      ...[entry, entry, entry],
      { do: 'put', key: `${tag}v`, value },
      { do: 'schedule', key: `${tag}s`, member: 'a', at: 1 },
      { do: 'schedule', key: `${tag}s`, member: 'b', at: 2 },
      { do: 'lease', key: `${tag}lease`, ttlMs: 600_000 },
    ];
    await on.store.transact(tag, [{ changes }]);
    expect(await under(tag)).toEqual(['l', 'lease', 's', 'v'].map((key) => tag + key));
    expect(await under(`${tag}lea`)).toEqual([`${tag}lease`]);
    expect(await under(`${tag}*`)).toEqual([]);
    expect(await under('')).toEqual(['l', 'lease', 's', 'v'].map((key) => tag + key));
  });

  test('are found exactly once where there are many', async () => {
    const keys = Array.from({ length: 3_000 }, (_, index) => `{b}${String(index).padStart(4, '0')}`);
    await on.store.transact('{b}', [{ changes: keys.map((key): Change => ({ do: 'put', key, value })) }]);
    expect(await under('{b}')).toEqual(keys);
  });
});
