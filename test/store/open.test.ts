import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealer } from '../../src/sealing/sealer.js';
import { type OpenOptions, openStore } from '../../src/store/open.js';
import { command, type RedisServer, startRedis } from '../support/redisServer.js';
import { DRIVERS } from '../support/stores.js';

const now = () => Date.UTC(2026, 0, 15);
const sealer = createSealer(randomBytes(32));
const otherSealer = createSealer(randomBytes(32));

let server: RedisServer;
let folder: string;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-'));
});
afterEach(async () => {
  await command(server.port, ['FLUSHALL']);
  rmSync(folder, { recursive: true, force: true });
});

describe.each(DRIVERS)('opening the store on %s', (name) => {
  const open = (own: Partial<OpenOptions> = {}) =>
    openStore({ folder, now, sealer, ...(name === 'redis' && { redisUrl: server.url }), ...own });
  const write = async (key: string, text: string) => {
    const store = await open();
    await store.transact('{meta}', [{ changes: [{ do: 'put', key, value: Buffer.from(text) }] }]);
    await store.close();
  };

  test('finds what was left', async () => {
    await write('{meta}a', 'left');
    const store = await open();
    expect(await store.get('{meta}a')).toEqual(Buffer.from('left'));
    await store.close();
  });

  test('with another key is refused, and the data still opens with the right one', async () => {
    await (await open()).close();
    await expect(open({ sealer: otherSealer })).rejects.toMatchObject({ code: 'store_key_wrong' });
    await (await open()).close();
  });

  test('on data of a later form is refused', async () => {
    await write('{meta}schema', '3');
    await expect(open()).rejects.toMatchObject({ code: 'store_newer' });
  });

  test('data of an earlier form is opened, and no older program opens it after that', async () => {
    await write('{meta}schema', '1');
    const store = await open();
    expect(String(await store.get('{meta}schema'))).toBe('2');
    await store.close();
  });
});

test('a folder that is a file is named as such', async () => {
  writeFileSync(join(folder, 'file'), '');
  const options = { folder: join(folder, 'file'), now, sealer };
  await expect(openStore(options)).rejects.toMatchObject({ code: 'data_unwritable' });
});

test('a store file that is none is named as such, and left alone', async () => {
  writeFileSync(join(folder, 'store.mdb'), 'something else'.repeat(1_000));
  await expect(openStore({ folder, now, sealer })).rejects.toMatchObject({ code: 'data_unwritable' });
});
