import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { command, DURABLE, startRedis as startOn } from '../../bench/support/redis.js';
import { AS_NODE, formCluster, NODES } from '../../bench/support/redisCluster.js';

export { command };

const POLL_MS = 20;
const MAX_POLLS = 1_000;

/** A real Redis of a test's own, on a free port and in a folder of its own; each write is on the disk when it is answered. */
export interface RedisServer {
  url: string;
  port: number;
  folder: string;
  /** The process, to stop and continue it with signals. */
  pid(): number | undefined;
  /** Ends it and removes the folder. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; the folder stays. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
}

// Text is not compressed in files, so that a test can look for it there.
const SETTINGS = [...DURABLE, '--rdbcompression', 'no'];

/** @param options.cluster a node of a cluster · @throws Error saying what to install where there is no redis-server */
export async function startRedis({ cluster = false }: { cluster?: boolean } = {}): Promise<RedisServer> {
  if (spawnSync('redis-server', ['--version']).error)
    throw new Error('The tests need redis-server. Install it: apt-get install redis-server');
  const settings = cluster ? [...SETTINGS, ...AS_NODE] : SETTINGS;
  const server = await startOn({ port: await freePort(), settings });
  const { url, port, folder, kill, stop } = server;
  return { url, port, folder, kill, stop, pid: () => server.processes()[0]?.pid, restart: server.start };
}

/** Three masters that share the slots. */
export async function startRedisCluster(): Promise<{ url: string; servers: RedisServer[]; stop(): Promise<void> }> {
  const servers = await Promise.all(Array.from({ length: NODES }, () => startRedis({ cluster: true })));
  await formCluster(servers.map(({ port }) => port));
  return {
    url: servers.map(({ url }) => url).join(','),
    servers,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

/** Looks again and again until `holds`, for things that another process does in its own time. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if (await holds()) return;
    await pause(POLL_MS);
  }
  throw new Error('What the test waits for did not come.');
}

async function freePort(): Promise<number> {
  // A node of a cluster also takes the port 10,000 above its own.
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    if (address && typeof address === 'object' && address.port < 55_000) return address.port;
  }
}
