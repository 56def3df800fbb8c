import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Change, Store } from '../../src/store/contract.js';
import { all, DRIVERS, type Driver, onDisk, startDriver } from '../support/stores.js';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const TAG = '{t}';
const key = (name: string) => TAG + name;

describe.each(DRIVERS)('the files of the store on %s', (name) => {
  let driver: Driver;
  let store: Store;
  beforeEach(async () => {
    driver = await startDriver(name);
    store = await driver.open();
  });
  afterEach(async () => {
    await store?.close();
    await driver?.tearDown();
  });

  const change = (...changes: Change[]) => store.transact(TAG, [{ changes }]);
  const append = (...texts: string[]) =>
    change(...texts.map((text): Change => ({ do: 'append', key: key('l'), value: Buffer.from(text) })));
  const entries = async () => (await store.list(key('l'))).map(({ number, value }) => `${number} ${value.toString()}`);
  const found = (texts: string[]) => texts.filter((text) => onDisk(driver.folder, Buffer.from(text)));
  /** Small neighbours share a page of the file, big ones have pages of their own. */
  const texts = (what: string) =>
    Array.from({ length: 60 }, (_, index) => `${what}-${index}-`.padEnd([40, 90, 700, 9_000][index % 4] ?? 0, 'x'));

  test('hold nothing of deleted entries after compact; the list goes on', async () => {
    const secrets = texts('secret');
    await append('before', ...secrets, 'after');
    expect(found(secrets)).toHaveLength(secrets.length);
    await change({ do: 'trim', key: key('l'), number: 1 + secrets.length });
    await store.compact();
    expect(found([...secrets.map((text) => text.slice(0, 15)), 'before'])).toEqual([]);
    expect(await entries()).toEqual([`${2 + secrets.length} after`]);
  });

  test('hold nothing of deleted values and their keys after compact, and all of their neighbours', async () => {
    const secrets = texts('secret');
    const kept = texts('kept');
    const put = (text: string): Change => ({ do: 'put', key: key(text.slice(0, 30)), value: Buffer.from(text) });
    for (const [index, text] of kept.entries()) await change(put(text), put(secrets[index] ?? ''));
    await change(...secrets.map((text): Change => ({ do: 'delete', key: key(text.slice(0, 30)) })));
    await store.compact();
    expect(found(secrets.map((text) => text.slice(0, 15)))).toEqual([]);
    expect(found(kept)).toEqual(kept);
    expect(await all(store.keys(TAG))).toHaveLength(kept.length);
  });

  test('hold nothing of members that were taken out of a set after compact', async () => {
    const members = Array.from({ length: 400 }, (_, index) => `member-${index}-end`);
    await change(...members.map((member, at): Change => ({ do: 'schedule', key: key('s'), member, at })));
    await change({ do: 'forget', key: key('s'), before: 300 });
    await store.compact();
    expect(found(members)).toEqual(members.slice(300));
    expect(await store.due(key('s'), 1_000, 1_000)).toHaveLength(100);
  });

  test('writes and reads go on while it compacts', async () => {
    const work = Array.from({ length: 30 }, (_, index) => append(String(index)));
    await Promise.all([store.compact(), ...work, store.compact()]);
    expect(await entries()).toHaveLength(30);
  });

  test('everything is there when it is opened again', async () => {
    await append('a', 'b');
    await change(
      { do: 'put', key: key('v'), value: EVERY_BYTE },
      { do: 'trim', key: key('l'), number: 2 },
      { do: 'schedule', key: key('s'), member: 'm', at: 7 },
      { do: 'lease', key: key('lease'), ttlMs: 600_000 },
    );
    await store.close();
    store = await driver.open();
    await append('c');
    expect(await entries()).toEqual(['3 c']);
    expect(await store.get(key('v'))).toEqual(EVERY_BYTE);
    expect(await store.due(key('s'), 7, 1)).toEqual([{ member: 'm', at: 7 }]);
    const [held] = await store.transact(TAG, [{ conditions: [{ if: 'held', key: key('lease'), lease: 1 }] }]);
    expect(held?.done).toBe(true);
  });
});
