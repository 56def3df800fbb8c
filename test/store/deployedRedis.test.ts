import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { openStore } from '../../src/store/open.js';
import { until } from '../support/redisServer.js';
import { all } from '../support/stores.js';

/** The very command line of the compose file, on a port and in a folder of the test's. */
const folder = mkdtempSync(join(tmpdir(), 'deployed-'));
let child: ChildProcess;
let port: number;
let store: Store | undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address && typeof address === 'object' ? address.port : 0;
}

const open = () =>
  openStore({
    redisUrl: `redis://rumbo:secret@127.0.0.1:${port}`,
    folder,
    now: () => Date.now(),
    sealer: createSealer(randomBytes(32)),
  });

beforeAll(async () => {
  port = await freePort();
  const compose = parse(readFileSync('deploy/compose.yaml', 'utf8'), { merge: true });
  const line = String(compose.services.redis.command.at(-1))
    .replaceAll('$$', '$')
    .replace('/etc/redis.conf', `deploy/redis.conf --port ${port}`)
    .replace('--dir /data', `--dir ${folder}`);
  child = spawn('sh', ['-c', line], { stdio: 'ignore', env: { PATH: process.env['PATH'], REDIS_PASSWORD: 'secret' } });
  await until(async () => {
    store = await open().catch(() => undefined);
    return store !== undefined;
  });
});
afterAll(async () => {
  await store?.close();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

test('all that the service asks of its Redis is allowed to it', async () => {
  const key = '{s0001}x';
  const put = { do: 'put', key, value: Buffer.from('1') } as const;
  const due = { do: 'schedule', key: '{s0001}due', member: 'm', at: 1 } as const;
  const lease = { do: 'lease', key: '{s0001}l', ttlMs: 1_000 } as const;
  expect(await store?.transact('{s0001}', [{ changes: [put, due, lease] }])).toMatchObject([{ done: true }]);
  expect((await store?.dueIn(['{s0001}due'], 2, 1))?.size).toBe(1);
  expect(store && (await all(store.keys('{s0001}x')))).toEqual([key]);
  await store?.probe();
  await store?.compact();
});

test('without its password nothing is said', async () => {
  const stranger = openStore({
    redisUrl: `redis://127.0.0.1:${port}`,
    folder,
    now: () => Date.now(),
    sealer: createSealer(randomBytes(32)),
  });
  await expect(stranger).rejects.toThrow();
});
