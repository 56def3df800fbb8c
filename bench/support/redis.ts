import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';

const POLL_MS = 20;
const MAX_POLLS = 1_500;

/** How every write is kept: on the disk before it is answered. */
export const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];

/** A redis-server of a run's own. */
export interface Redis {
  url: string;
  port: number;
  folder: string;
  /** Of its servers: one, or those of a cluster. */
  processes(): ChildProcess[];
  /** As a power cut of the process would; the folder stays. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One command over a connection of its own. */
  command(...words: string[]): Promise<unknown>;
}

/** @param options.port a port that is free · @param options.folder where it writes; one of its own unless told */
export async function startRedis(options: { port: number; folder?: string; settings?: string[] }): Promise<Redis> {
  const { port, settings = DURABLE } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rumbo-redis-'));
  const words = ['--port', String(port), '--dir', folder, '--bind', '127.0.0.1', ...settings];
  const launch = () => spawn('redis-server', words, { stdio: 'ignore' });
  let child = launch();
  await isUp(port, child);
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
    processes: () => [child],
    kill,
    start: async () => {
      child = launch();
      await isUp(port, child);
    },
    stop: async () => {
      await kill();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
    command: (...sent) => command(port, sent),
  };
}

async function isUp(port: number, child: ChildProcess): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}.`);
    if (await answers(port)) return;
    await pause(POLL_MS);
  }
  throw new Error(`redis-server on port ${port} did not come up.`);
}

const answers = (port: number) =>
  command(port, ['PING']).then(
    (reply) => reply === 'PONG',
    () => false,
  );

/** One command over a connection of its own. */
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

/** Resolves when something listens there. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
