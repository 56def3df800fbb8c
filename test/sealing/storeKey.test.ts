import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadStoreKey } from '../../src/sealing/storeKey.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const INVALID = expect.objectContaining({ code: 'settings_invalid' });

test('is made once, for the owner alone, and found again', () => {
  const key = loadStoreKey({ folder });
  expect(key).toHaveLength(32);
  expect(loadStoreKey({ folder })).toEqual(key);
  expect(readdirSync(folder)).toEqual(['store.key']);
  expect(statSync(join(folder, 'store.key')).mode & 0o777).toBe(0o600);
});

test('is another in each folder', () => {
  const other = mkdtempSync(join(folder, 'other-'));
  expect(loadStoreKey({ folder: other })).not.toEqual(loadStoreKey({ folder }));
});

test('that is given is used, and nothing is written', () => {
  const given = Buffer.alloc(32, 7);
  expect(loadStoreKey({ given: given.toString('base64'), folder })).toEqual(given);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  '',
  'short',
  Buffer.alloc(31).toString('base64'),
  Buffer.alloc(33).toString('base64'),
])('that is not 32 bytes is refused', (given) => {
  expect(() => loadStoreKey({ given })).toThrow(INVALID);
});

test('is required where there is no folder', () => {
  expect(() => loadStoreKey({})).toThrow(INVALID);
});

test('that was damaged is refused and left alone', () => {
  writeFileSync(join(folder, 'store.key'), 'damaged');
  expect(() => loadStoreKey({ folder })).toThrow(INVALID);
  expect(readFileSync(join(folder, 'store.key'), 'utf8')).toBe('damaged');
});

test('a making cut short by a crash does not stand in the way', () => {
  writeFileSync(join(folder, 'store.key.new'), 'half');
  expect(loadStoreKey({ folder })).toHaveLength(32);
  expect(readdirSync(folder)).toEqual(['store.key']);
});

test('that cannot be kept is named as such', () => {
  expect(() => loadStoreKey({ folder: join(folder, 'missing') })).toThrow(
    expect.objectContaining({ code: 'data_unwritable' }),
  );
});
