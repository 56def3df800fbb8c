import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { RumboError } from '../errors.js';

/** A store that does not answer within this is away: the sender is told 503 and tries again. */
export const ANSWER_MS = 700;

/** Replies by which Redis says that it cannot serve now; every other error reply is a fault of ours and stays one. */
const CANNOT_SERVE =
  /(^|: -?)(MISCONF|OOM|READONLY|LOADING|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|NOREPLICAS|BUSY|NOAUTH|WRONGPASS|NOPERM|MOVED|ASK)\b|max number of clients/;

/**
 * Waits for an answer of Redis, and not too long.
 * @throws RumboError store_unavailable when the connection, the time or Redis itself fails: nothing is known to be written
 */
export async function answered<T>(work: Promise<T>, limitMs = ANSWER_MS): Promise<T> {
  const stop = new AbortController();
  try {
    return await Promise.race([work, late(limitMs, stop.signal)]);
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    throw new RumboError('store_unavailable', 'The store did not answer.', { cause });
  } finally {
    stop.abort();
  }
}

async function late(limitMs: number, signal: AbortSignal): Promise<never> {
  // Once the answer is there this promise has lost the race, and nobody sees that it is given up.
  await pause(limitMs, undefined, { signal });
  throw new Error(`No answer in ${limitMs} ms`);
}

function isAway(error: unknown): boolean {
  if (error instanceof ErrorReply) return CANNOT_SERVE.test(error.message);
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);
}
