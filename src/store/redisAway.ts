import { ClientClosedError, ClientOfflineError, ErrorReply } from '@redis/client';
import { RumboError } from '../errors.js';
import { inTime } from './inTime.js';
import { StoreRefused } from './refused.js';

/** Replies by which Redis says that it cannot serve now; every other error reply is a fault of ours and stays one. */
const CANNOT_SERVE =
  /(^|: -?)(MISCONF|OOM|READONLY|LOADING|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|NOREPLICAS|BUSY|NOAUTH|WRONGPASS|NOPERM|MOVED|ASK)\b|max number of clients/;

/**
 * Waits for an answer of Redis, and not too long.
 * @throws RumboError store_unavailable when the connection, the time or Redis itself fails: nothing is known to be written
 */
export async function answered<T>(work: Promise<T>, limitMs?: number): Promise<T> {
  try {
    return await inTime(work, limitMs);
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    if (isRefusal(cause)) throw new StoreRefused(cause);
    throw new RumboError('store_unavailable', 'The store did not answer.', { cause });
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof ErrorReply) return CANNOT_SERVE.test(error.message);
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);
}

/** It was not sent, or Redis said no. The library has no name for a queue that is full. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ErrorReply ||
  error instanceof ClientOfflineError ||
  error instanceof ClientClosedError ||
  (error instanceof Error && error.message === 'The queue is full');
