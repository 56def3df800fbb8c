import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply } from '@redis/client';
import { RumboError } from '../errors.js';
import type { Send } from './redisConnection.js';

const POLL_MS = 100;
/** A rewrite that takes longer than this many looks, ten minutes, is given up. */
const MAX_POLLS = 6_000;
/** What Redis says while it writes another file: ours has to begin after the deletions, so we wait and ask again. */
const ANOTHER_RUNS = /in progress|child process is active/i;
const FAILED = /aof_last_bgrewrite_status:err|rdb_last_bgsave_status:err/;
const RUNNING = /aof_rewrite_in_progress:1|aof_rewrite_scheduled:1|rdb_bgsave_in_progress:1/;

/**
 * Rewrites the files one server keeps, so that deleted values are gone from its disk, and waits until that is over.
 * @throws RumboError store_unavailable when it fails or takes too long
 */
export async function rewriteFiles(send: Send): Promise<void> {
  const info = await persistence(send);
  const hasLog = info.includes('aof_enabled:1');
  if (hasLog) await rewrite(send, 'BGREWRITEAOF');
  // Without a log, or where snapshots were made beside it, a snapshot holds the values too.
  if (!hasLog || /rdb_saves:[1-9]/.test(info)) await rewrite(send, 'BGSAVE');
}

async function rewrite(send: Send, command: string): Promise<void> {
  await poll(() => began(send, command));
  await poll(async () => !RUNNING.test(await persistence(send)));
  if (FAILED.test(await persistence(send)))
    throw new RumboError('store_unavailable', 'Redis could not write its files.');
}

async function began(send: Send, command: string): Promise<boolean> {
  try {
    await send([command]);
    return true;
  } catch (error) {
    if (error instanceof ErrorReply && ANOTHER_RUNS.test(error.message)) return false;
    throw error;
  }
}

async function persistence(send: Send): Promise<string> {
  return String(await send(['INFO', 'persistence']));
}

async function poll(isOver: () => Promise<boolean>): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if (await isOver()) return;
    await pause(POLL_MS);
  }
  throw new RumboError('store_unavailable', 'Redis did not finish writing its files.');
}
