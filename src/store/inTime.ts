import { RumboError } from '../errors.js';

/** A store that does not answer within this is away: the sender is told 503 and tries again. */
export const ANSWER_MS = 700;

/**
 * After a message was accepted nobody waits any more: a store that stands still for a while is waited for, since whether
 * it wrote is not known otherwise. Half of the lease of a turn.
 */
export const PATIENT_MS = 15_000;

/** Waits for work, and not too long; what comes later is dropped. @throws RumboError store_unavailable when the time is over */
export function inTime<T>(work: Promise<T>, limitMs = ANSWER_MS): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // A plain timer: this runs for every command, and an abort signal costs more than the command itself.
    const late = () => reject(new RumboError('store_unavailable', `The store did not answer in ${limitMs} ms.`));
    // Where this process itself stood still, the answer may lie there unread: it is read first.
    const timer = setTimeout(() => setImmediate(late), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
