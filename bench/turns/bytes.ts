import { openPipe } from '../support/pipe.js';
import type { Redis } from '../support/redis.js';
import { startServer } from '../support/server.js';
import type { Case } from './cases.js';
import { listening } from './round.js';
import { startSink } from './sink.js';

/** Bytes of Redis memory for one idle conversation of five messages. */
export interface Bytes {
  /** Session, dedupe, seal, due times. */
  kept: number;
  /** The lines that were said. */
  transcript: number;
}

const CONVERSATIONS = 2_000;
const FROM = 32_600_000_000;
/** Replies go out after the last one was heard; their rows are gone a moment later. */
const SETTLE_MS = 500;

/** Memory before and after so many conversations, the transcript told apart by the keys that hold it. */
export async function bytesPerConversation(
  cases: readonly Case[],
  redis: Redis,
  firstPort: number,
  note: (line: string) => void,
): Promise<Record<string, Bytes>> {
  const found: Record<string, Bytes> = {};
  for (const [index, one] of cases.entries()) {
    if (one.name === 'floor' || one.name === 'a') continue;
    found[one.name] = await bytesOf(one, redis, { port: firstPort + 2 * index, sinkPort: firstPort + 2 * index + 1 });
    note(`${one.name}: ${found[one.name]?.kept} bytes a conversation`);
  }
  return found;
}

async function bytesOf(one: Case, redis: Redis, ports: { port: number; sinkPort: number }): Promise<Bytes> {
  await redis.command('FLUSHALL');
  const sink = startSink(ports.sinkPort);
  const server = startServer(one.file, one.env({ ...ports, redisUrl: redis.url }));
  try {
    await listening(ports.port);
    const pipe = openPipe(ports.port);
    await one.talk(pipe, String(FROM), { ...ports, sink });
    const before = await usedMemory(redis);
    for (let index = 1; index <= CONVERSATIONS; index += 1)
      await one.talk(pipe, String(FROM + index), { ...ports, sink });
    pipe.close();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const used = (await usedMemory(redis)) - before;
    const transcript = await transcriptBytes(redis);
    return {
      kept: Math.round(used / CONVERSATIONS - transcript / (CONVERSATIONS + 1)),
      transcript: Math.round(transcript / (CONVERSATIONS + 1)),
    };
  } finally {
    await server.stop();
    sink.close();
  }
}

const usedMemory = async (redis: Redis): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(String(await redis.command('INFO', 'memory')))?.[1]);

async function transcriptBytes(redis: Redis): Promise<number> {
  const keys = (await redis.command('KEYS', '*t:*')) as string[];
  let bytes = 0;
  for (const key of keys) bytes += Number(await redis.command('MEMORY', 'USAGE', key));
  return bytes;
}
