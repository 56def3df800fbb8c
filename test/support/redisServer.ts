import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';

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

/** @param options.cluster a node of a cluster · @throws Error saying what to install where there is no redis-server */
export async function startRedis({ cluster = false }: { cluster?: boolean } = {}): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  let child = await launch(port, folder, cluster);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    pid: () => child.pid,
    kill,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
    async restart() {
      child = await launch(port, folder, cluster);
    },
  };
}

/** Three masters that share the slots. */
export async function startRedisCluster(): Promise<{ url: string; servers: RedisServer[]; stop(): Promise<void> }> {
  const servers = await Promise.all([0, 1, 2].map(() => startRedis({ cluster: true })));
  const slots = [0, 5461, 10923, 16384];
  for (const [index, { port }] of servers.entries()) {
    const range = [String(slots[index]), String((slots[index + 1] ?? 0) - 1)];
    await command(port, ['CLUSTER', 'ADDSLOTSRANGE', ...range]);
    await command(port, ['CLUSTER', 'MEET', '127.0.0.1', String(servers[0]?.port)]);
  }
  for (const { port } of servers)
    await until(async () => String(await command(port, ['CLUSTER', 'INFO'])).includes('cluster_state:ok'));
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

// Text is not compressed in files, so that a test can look for it there.
const SETTINGS = '--appendonly yes --appendfsync always --rdbcompression no --daemonize no --bind 127.0.0.1';

async function launch(port: number, folder: string, cluster: boolean): Promise<ChildProcess> {
  if (spawnSync('redis-server', ['--version']).error)
    throw new Error('The tests need redis-server. Install it: apt-get install redis-server');
  const own = ['--port', String(port), '--dir', folder, '--save', ''];
  const mode = cluster ? ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'] : [];
  const child = spawn('redis-server', [...SETTINGS.split(' '), ...own, ...mode], { stdio: 'ignore' });
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}.`);
    return isReady(port);
  });
  return child;
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await command(port, ['PING'])) === 'PONG';
  } catch {
    return false;
  }
}

/** Sends one command over a connection of its own. */
export async function command(port: number, words: string[]): Promise<unknown> {
  const client = createClient({ RESP: 2, socket: { port, host: '127.0.0.1', reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
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
