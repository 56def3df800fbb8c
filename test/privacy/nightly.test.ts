import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createNightly } from '../../src/privacy/nightly.js';
import type { Change, Store } from '../../src/store/contract.js';
import { DRIVERS, type Driver, onDisk, startDriver } from '../support/stores.js';

const IN_BRUSSELS = (hour: number) => Date.UTC(2026, 0, 15, hour - 1, 5);
const ERASED = Buffer.from('what-was-erased');

describe.each(DRIVERS)('at night, on %s', (name) => {
  let driver: Driver;
  let store: Store;
  let rewritten: number;
  beforeEach(async () => {
    driver = await startDriver(name);
    store = await driver.open();
    rewritten = 0;
  });
  afterEach(async () => {
    await store?.close();
    await driver?.tearDown();
  });

  const change = (one: Change) => store.transact('{t}', [{ changes: [one] }]);
  const counted = (): Store => ({
    ...store,
    compact: async () => {
      rewritten += 1;
      await store.compact();
    },
  });
  const nightly = (hour: number) =>
    createNightly({
      store: counted(),
      now: () => IN_BRUSSELS(hour),
      timeZone: 'Europe/Brussels',
      onError: (error) => {
        throw error;
      },
    });

  test('what was erased leaves the disk at four, and not before', async () => {
    await change({ do: 'put', key: '{t}v', value: ERASED });
    await change({ do: 'delete', key: '{t}v' });
    await nightly(3).look();
    expect(onDisk(driver.folder, ERASED)).toBe(true);
    await nightly(4).look();
    expect(onDisk(driver.folder, ERASED)).toBe(false);
  });

  test('of several processes one rewrites the files', async () => {
    const processes = [nightly(4), nightly(4), nightly(4)];
    for (const { look } of processes) await look();
    expect(rewritten).toBe(1);
  });
});
