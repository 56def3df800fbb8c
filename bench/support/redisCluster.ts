import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { command, type Redis, startRedis } from './redis.js';

/** A node takes the port 10,000 above its own too, to speak with the others. */
export const AS_NODE = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
/** How many masters share the slots. */
export const NODES = 3;
const SLOTS = 16_384;
const POLL_MS = 20;
const MAX_POLLS = 1_000;

/** Makes masters one cluster. @param ports of servers started with AS_NODE */
export async function formCluster(ports: readonly number[]): Promise<void> {
  const first = (index: number) => Math.ceil((index * SLOTS) / ports.length);
  for (const [index, port] of ports.entries()) {
    await command(port, ['CLUSTER', 'ADDSLOTSRANGE', String(first(index)), String(first(index + 1) - 1)]);
    await command(port, ['CLUSTER', 'MEET', '127.0.0.1', String(ports[0])]);
  }
  for (const port of ports) await isWhole(port);
}

async function isWhole(port: number): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if (String(await command(port, ['CLUSTER', 'INFO'])).includes('cluster_state:ok')) return;
    await pause(POLL_MS);
  }
  throw new Error(`The cluster of the node on port ${port} did not come up.`);
}

/**
 * Three masters as one Redis: `kill` takes the next of them, `start` brings it back.
 * @param options.port the first of NODES that are free · @param options.folder where they write
 */
export async function startRedisCluster(options: { port: number; folder: string; settings: string[] }): Promise<Redis> {
  const { port, folder, settings } = options;
  const start = (index: number) => {
    const own = join(folder, String(index));
    mkdirSync(own);
    return startRedis({ port: port + index, folder: own, settings: [...settings, ...AS_NODE] });
  };
  const nodes = await Promise.all(Array.from({ length: NODES }, (_, index) => start(index)));
  await formCluster(nodes.map((node) => node.port));
  const [first] = nodes as [Redis];
  let struck = first;
  return {
    url: nodes.map(({ url }) => url).join(','),
    port,
    folder,
    processes: () => nodes.flatMap((node) => node.processes()),
    kill: () => {
      struck = nodes[(nodes.indexOf(struck) + 1) % NODES] ?? first;
      return struck.kill();
    },
    start: () => struck.start(),
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
    command: (...words) => struck.command(...words),
  };
}
