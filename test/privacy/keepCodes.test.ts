import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KEEP_CODE_MS, KeepCodes, readKeepCode } from '../../src/privacy/keepCodes.js';
import { TRIES_OF_ALL, TRIES_OF_ONE, Tries } from '../../src/privacy/tries.js';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { conversationRef } from '../../src/store/keys.js';
import { all, DRIVERS, type Driver, onDisk, startDriver } from '../support/stores.js';

const sealer = createSealer(Buffer.alloc(32, 7));
const ref = conversationRef(sealer, 'webchat', 'woman');
const CODE = /^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/;

describe.each(DRIVERS)('codes in %s', (driverName) => {
  let driver: Driver;
  let store: Store;
  let codes: KeepCodes;
  beforeEach(async () => {
    driver = await startDriver(driverName);
    store = await driver.open();
    codes = new KeepCodes({ store, sealer });
  });
  afterEach(async () => {
    await store.close();
    await driver.tearDown();
  });
  const find = (shown: string) => codes.find(readKeepCode(shown)?.code ?? '');

  test('a code names its conversation, and is stored nowhere', async () => {
    const code = await codes.make(ref, 'path', randomBytes);
    expect(code).toMatch(CODE);
    expect(await find(code)).toMatchObject({ ref, path: 'path' });
    const plain = code.replace('-', '');
    expect((await all(store.keys('{keep}'))).join()).not.toContain(plain);
    expect([plain, code].some((text) => onDisk(driver.folder, Buffer.from(text)))).toBe(false);
  });

  test('a new one makes the old worthless, also when two are made at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => codes.make(ref, 'path', randomBytes)));
    const found = await Promise.all(made.map(find));
    expect(found.filter(Boolean)).toHaveLength(1);
    const last = await codes.make(ref, 'path', randomBytes);
    expect([...(await Promise.all(made.map(find))), await find(last)].filter(Boolean)).toHaveLength(1);
  });

  test('spent, it opens nothing, and nothing of it is left', async () => {
    const code = await codes.make(ref, 'path', randomBytes);
    await codes.spend(ref);
    await codes.spend(ref);
    expect([await find(code), await all(store.keys('{keep}'))]).toEqual([undefined, []]);
  });
});

test('a code lasts a day', async () => {
  const driver = await startDriver('lmdb');
  const store = await driver.open();
  const codes = new KeepCodes({ store, sealer });
  const { code = '' } = readKeepCode(await codes.make(ref, 'path', randomBytes)) ?? {};
  await driver.pass(KEEP_CODE_MS - 1, async () => true);
  expect(await codes.find(code)).toBeDefined();
  await driver.pass(1, async () => true);
  expect(await codes.find(code)).toBeUndefined();
  await store.close();
  await driver.tearDown();
});

test.each([
  ['ABCD-2345', 'ABCD2345', true],
  [' abcd-2345\n', 'ABCD2345', true],
  ['abcd2345', 'ABCD2345', false],
  ['abcd 2345', 'ABCD2345', false],
])('%j is read as a code', (text, code, sure) => {
  expect(readKeepCode(text)).toEqual({ code, sure });
});

test.each([
  '',
  'ayudenme',
  'ABCD-EFGH',
  '2345-6789',
  'casa-azul',
  'ABCD-1234',
  'ABCD-234O',
  'ABCD–2345',
  'ABCD-2345!',
  'código ABCD-2345',
  'ABCDE-2345',
  '‮ABCD-2345',
])('%j is not', (text) => {
  expect(readKeepCode(text)).toBeUndefined();
});

test('a thousand codes differ, and use every letter', async () => {
  const seen = new Set<string>();
  const store = { get: async () => undefined, transact: async () => [{ done: true, reads: [] }] } as unknown as Store;
  const codes = new KeepCodes({ store, sealer });
  for (let made = 0; made < 1_000; made += 1) seen.add(await codes.make(ref, 'path', randomBytes));
  expect([seen.size, new Set([...seen].join('')).size]).toEqual([1_000, 32]);
});

describe('tries', () => {
  let at = 0;
  const tries = () => new Tries(() => at);

  test('of one address are few in a minute', () => {
    const counted = tries();
    const allowed = () => Array.from({ length: 20 }, () => counted.may('one')).filter(Boolean).length;
    expect([allowed(), counted.may('other')]).toEqual([TRIES_OF_ONE, true]);
    at += 60_000;
    expect(allowed()).toBe(TRIES_OF_ONE);
  });

  test('of all addresses together too', () => {
    const counted = tries();
    const allowed = Array.from({ length: 1_000 }, (_, index) => counted.may(`address ${index}`)).filter(Boolean);
    expect(allowed).toHaveLength(TRIES_OF_ALL);
  });
});
