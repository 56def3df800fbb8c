import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change, Store } from '../../src/store/contract.js';
import { all, DRIVERS, type Driver, startDriver } from '../support/stores.js';

const value = Buffer.from('1');

describe.each(DRIVERS)('the keys of the store on %s', (name) => {
  let driver: Driver;
  let store: Store;
  beforeAll(async () => {
    driver = await startDriver(name);
    store = await driver.open();
  });
  afterAll(async () => {
    await store?.close();
    await driver?.tearDown();
  });
  const under = async (prefix: string) => (await all(store.keys(prefix))).sort();

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
    await store.transact(tag, [{ changes }]);
    expect(await under(tag)).toEqual(['l', 'lease', 's', 'v'].map((key) => tag + key));
    expect(await under(`${tag}lea`)).toEqual([`${tag}lease`]);
    expect(await under(`${tag}*`)).toEqual([]);
    expect(await under('')).toEqual(['l', 'lease', 's', 'v'].map((key) => tag + key));
  });

  test('are found exactly once where there are many', async () => {
    const keys = Array.from({ length: 3_000 }, (_, index) => `{b}${String(index).padStart(4, '0')}`);
    await store.transact('{b}', [{ changes: keys.map((key): Change => ({ do: 'put', key, value })) }]);
    expect(await under('{b}')).toEqual(keys);
  });
});
