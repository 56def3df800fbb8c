import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/contract.js';
import { openLmdb } from '../../src/store/lmdb.js';
import { openRedis } from '../../src/store/redis.js';
import { PATIENCE_MS } from './keeping.js';
import { startRedis, until } from './redisServer.js';

/** A driver under test with files of its own. */
export interface Driver {
  folder: string;
  open(): Promise<Store>;
  /** Lets a time to live of a few milliseconds run out. */
  pass(ms: number, isOver: () => Promise<boolean>): Promise<void>;
  tearDown(): Promise<void>;
}

export const DRIVERS = ['lmdb', 'redis'] as const;

export function startDriver(name: (typeof DRIVERS)[number]): Promise<Driver> {
  return name === 'redis' ? startRedisDriver() : startLmdbDriver();
}

/** The embedded store reads the clock it is given. */
async function startLmdbDriver(): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), 'lmdb-'));
  const clock = { at: Date.UTC(2026, 0, 15) };
  return {
    folder,
    open: () => openLmdb({ folder, now: () => clock.at, patienceMs: () => PATIENCE_MS }),
    async pass(ms) {
      clock.at += ms;
    },
    async tearDown() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Redis has its own clock: we look until it has come so far. */
async function startRedisDriver(): Promise<Driver> {
  const server = await startRedis();
  return {
    folder: server.folder,
    open: () => openRedis({ url: server.url }),
    pass: (_ms, isOver) => until(isOver),
    tearDown: () => server.stop(),
  };
}

/** Whether some file under the folder holds these bytes. */
export function onDisk(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .some((path) => readFileSync(path).includes(bytes));
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
