import { setTimeout as pause } from 'node:timers/promises';
import { isStoreAway } from '../errors.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** With the pauses between them half a minute, as long as a turn's lease. */
const TRIES = 30;

/**
 * Does again, as soon as the store answers, what may be done twice.
 * @throws RumboError store_unavailable after the last try, and anything else at once
 */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isStoreAway(error) || tries === TRIES) throw error;
    }
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS), undefined, { ref: false });
  }
}
