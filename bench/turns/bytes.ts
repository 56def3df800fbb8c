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
  /** Facts for the counts, and what is stored once for all. */
  records: number;
}

const CONVERSATIONS = 1_000;
const FROM = 32_600_000_000;
/** Replies go out after the last one was heard; their rows are gone a moment later. */
const SETTLE_MS = 500;

/** What so many conversations leave in Redis. */
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
    for (let index = 1; index < CONVERSATIONS; index += 1)
      await one.talk(pipe, String(FROM + index), { ...ports, sink });
    pipe.close();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return await bytesByKind(redis);
  } finally {
    await server.stop();
    sink.close();
  }
}

/** What each key takes, its own name and table included, told apart by what it holds. */
async function bytesByKind(redis: Redis): Promise<Bytes> {
  const found: Bytes = { kept: 0, transcript: 0, records: 0 };
  for (const key of (await redis.command('KEYS', '*')) as string[])
    found[kindOf(key)] += Number(await redis.command('MEMORY', 'USAGE', key, 'SAMPLES', '0')) / CONVERSATIONS;
  return { kept: Math.round(found.kept), transcript: Math.round(found.transcript), records: Math.round(found.records) };
}

/**
 * Keys of ours start with their tag. What is stored once for all is no conversation's: flows, accounts, and the counters
 * of leases, one for each of the 1,024 tags.
 */
function kindOf(key: string): keyof Bytes {
  if (/^\{s\d+\}t:/.test(key)) return 'transcript';
  return /^\{s\d+\}(r|#fence)$/.test(key) || /^\{(?!s\d)/.test(key) ? 'records' : 'kept';
}
