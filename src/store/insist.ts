import { setTimeout as pause } from 'node:timers/promises';
import { isStoreAway } from '../errors.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** No try is begun later than this: a turn's lease is over then. */
const FOR_MS = 30_000;

/**
 * Does again, as soon as the store answers, what may be done twice.
 * @throws RumboError store_unavailable after half a minute, and anything else at once
 */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + FOR_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isStoreAway(error) || performance.now() > until) throw error;
    }
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS), undefined, { ref: false });
  }
}
