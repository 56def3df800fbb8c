import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DURABLE, type Redis, startRedis } from '../support/redis.js';
import { startRedisCluster } from '../support/redisCluster.js';
import { WHATSAPP } from '../turns/whatsapp.js';
import { FaultLog } from './faultLog.js';
import { Fleet } from './fleet.js';
import { Ledger, type Telling, type Treatment } from './ledger.js';
import { Postman } from './postman.js';
import { Progress } from './progress.js';
import type { Random } from './random.js';
import { Wire } from './wire.js';

/** Everything one class of faults is tried in: Redis, servers, the platform on both sides. */
export interface World {
  folder: string;
  storeKey: string;
  redis: Redis;
  fleet: Fleet;
  ledger: Ledger;
  post: Postman;
  faults: FaultLog;
  progress: Progress;
  /** Between the first server and Redis, where it was asked for. */
  wire?: Wire;
  /** How the platform treats sends from now on. */
  treat: (row: string, number: string, tries: number) => Treatment;
  now: () => number;
  close(): Promise<void>;
}

export interface WorldOptions {
  random: Random;
  /** The first of PORTS_EACH that are free. */
  firstPort: number;
  servers: number;
  wired?: boolean;
  /** Redis is a cluster of three masters. */
  cluster?: boolean;
  /** Gives Redis a folder on a disk of its own. @returns how to take it away again */
  prepareDisk?: (folder: string) => () => void;
}

export const PORTS_EACH = 20;
/** Of the ledger, of Redis, of the wire before it, and the first of a cluster. */
type Ports = [number, number, number, number];
/** Plain in the file what is plain in memory, so that a search for words means something. */
const READABLE = ['--aof-use-rdb-preamble', 'no', '--rdbcompression', 'no'];
/** Most statuses come after the answer, some before, some never. */
const BEFORE = 0.1;
const NEVER = 0.03;

export async function openWorld({
  random,
  firstPort,
  servers,
  wired,
  cluster,
  prepareDisk,
}: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-chaos-'));
  const redisFolder = join(folder, 'redis');
  mkdirSync(redisFolder);
  const removeDisk = prepareDisk?.(redisFolder);
  const [ledgerPort, redisPort, wirePort, clusterPort] = [0, 1, 2, 15].map((above) => firstPort + above) as Ports;
  const settings = [...DURABLE, ...READABLE];
  const redis = await (cluster
    ? startRedisCluster({ port: clusterPort, folder: redisFolder, settings })
    : startRedis({ port: redisPort, folder: redisFolder, settings }));
  // Whatever ends this program, its Redis ends with it; the servers see to that themselves.
  const last = () => {
    for (const server of redis.processes()) server.kill('SIGKILL');
  };
  process.once('exit', last);
  const now = () => performance.now();
  const faults = new FaultLog(now);
  const wire = wired ? new Wire({ from: wirePort, to: redisPort }) : undefined;
  const storeKey = randomBytes(32).toString('base64');
  const fleet = new Fleet({
    ports: Array.from({ length: servers }, (_, index) => firstPort + 3 + index),
    folder,
    faults,
    env: ({ index, port, generation }) => ({
      ...WHATSAPP,
      PORT: String(port),
      REDIS_URL: wire && index === 0 ? `redis://127.0.0.1:${wirePort}` : redis.url,
      STORE_KEY: storeKey,
      WHATSAPP_GRAPH_URL: `http://127.0.0.1:${ledgerPort}/${generation}/v23.0`,
      LOG_LEVEL: 'info',
    }),
  });
  const secrets = { appSecret: WHATSAPP.WHATSAPP_APP_SECRET, phoneNumberId: WHATSAPP.WHATSAPP_PHONE_NUMBER_ID };
  const post = new Postman({ fleet, random: random.fork('post'), ...secrets });
  const telling = random.fork('statuses');
  const ledger = new Ledger({
    port: ledgerPort,
    phoneNumberId: secrets.phoneNumberId,
    treat: (row, number, tries) => world.treat(row, number, tries),
    tell: (): Telling => (telling.chance(BEFORE) ? 'before' : telling.chance(NEVER) ? 'never' : 'after'),
    status: (status) => post.status(status),
    released: (number) => faults.touch(number),
    now,
  });
  const world: World = {
    folder,
    storeKey,
    redis,
    fleet,
    ledger,
    post,
    faults,
    progress: new Progress(),
    ...(wire && { wire }),
    treat: () => 'accept',
    now,
    close: async () => {
      await post.stop();
      await fleet.stop();
      ledger.close();
      wire?.close();
      await redis.stop();
      process.off('exit', last);
      removeDisk?.();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await fleet.up().catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  return world;
}
