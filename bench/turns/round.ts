import { setTimeout as pause } from 'node:timers/promises';
import { openPipe, type Pipe } from '../support/pipe.js';
import type { Redis } from '../support/redis.js';
import { isListening } from '../support/redis.js';
import { type Measured, startServer } from '../support/server.js';
import type { Case } from './cases.js';
import { startSink } from './sink.js';
import { openPipes, type World } from './talk.js';

/** What one round of one case gave. Times in milliseconds, memory in bytes. */
export interface Figures {
  turnsPerSecond: number;
  cpuPerTurn: number;
  p50: number;
  p99: number;
  /** From the start of the process to its first right answer. */
  first: number;
  /** Right after that answer. */
  memory: number;
  /** Share of one core that the server used while it was timed; above 1 other threads helped. */
  busy: number;
}

export interface Size {
  connections: number;
  warmUpConversations: number;
  timedMs: number;
}

const POLL_MS = 5;
const START_MS = 30_000;

/** One fresh process of a case on an empty Redis: first answer, warm-up, then the timed part. @throws Error on a wrong reply */
export async function runRound(
  one: Case,
  redis: Redis,
  ports: { port: number; sinkPort: number },
  size: Size,
  prepare: () => Promise<void> = async () => {},
): Promise<Figures> {
  await redis.command('FLUSHALL');
  await prepare();
  const sink = startSink(ports.sinkPort);
  const began = performance.now();
  const server = startServer(one.file, one.env({ ...ports, redisUrl: redis.url }));
  try {
    await listening(ports.port);
    const world: World = { ...ports, sink };
    const [firstTurn = 0, firstEnd] = await firstTalk(one, world);
    const { rss } = await server.usage();
    const pipes = openPipes(ports.port, size.connections);
    await talkMany(one, pipes, world, { conversations: size.warmUpConversations });
    const figures = await timed(one, server, pipes, world, size.timedMs);
    for (const pipe of pipes) pipe.close();
    return { ...figures, first: firstEnd - began + firstTurn, memory: rss };
  } finally {
    await server.stop();
    sink.close();
  }
}

export async function listening(port: number): Promise<void> {
  const until = performance.now() + START_MS;
  while (!(await isListening(port))) {
    if (performance.now() > until) throw new Error(`Nothing listens on port ${port} after ${START_MS} ms.`);
    await pause(POLL_MS);
  }
}

/** @returns the time of its first turn, and when it was begun */
async function firstTalk(one: Case, world: World): Promise<[number | undefined, number]> {
  const pipe = openPipe(world.port);
  const began = performance.now();
  const [first] = await one.talk(pipe, nextConversation(), world);
  pipe.close();
  return [first, began];
}

let conversations = 0;
/** Digits, as a telephone number is; each used once. */
const nextConversation = (): string => String(32_400_000_000 + ++conversations);

async function talkMany(
  one: Case,
  pipes: Pipe[],
  world: World,
  end: { conversations?: number; at?: number },
): Promise<number[]> {
  const times: number[] = [];
  let begun = 0;
  const isOver = () => (end.at === undefined ? begun >= (end.conversations ?? 0) : performance.now() >= end.at);
  await Promise.all(
    pipes.map(async (pipe) => {
      while (!isOver()) {
        begun += 1;
        times.push(...(await one.talk(pipe, nextConversation(), world)));
      }
    }),
  );
  return times;
}

async function timed(one: Case, server: Measured, pipes: Pipe[], world: World, ms: number) {
  const before = await server.usage();
  const from = performance.now();
  const times = await talkMany(one, pipes, world, { at: from + ms });
  const elapsed = (performance.now() - from) / 1000;
  const after = await server.usage();
  const cpu = after.cpu - before.cpu;
  const sorted = times.sort((a, b) => a - b);
  return {
    turnsPerSecond: times.length / elapsed,
    cpuPerTurn: (cpu * 1000) / times.length,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
    busy: cpu / elapsed,
  };
}

const at = (sorted: number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
