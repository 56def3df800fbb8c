import { createLocalClock } from '../delivery/localClock.js';
import type { Store } from '../store/contract.js';
import { useOnce } from '../store/useOnce.js';

/** The hour of the night, by the service's clock, in which the files are written anew. */
const HOUR = 4;
/** Longer than that hour and shorter than a day: once a night, whichever process comes first. */
const ONCE_MS = 20 * 3_600_000;
/** How often it is looked what hour it is. */
const LOOK_MS = 10 * 60_000;

export interface NightlyDeps {
  store: Store;
  now: () => number;
  /** IANA name, e.g. Europe/Brussels. */
  timeZone: string;
  onError: (error: unknown) => void;
}

/**
 * Once a night the store's files are written anew: a log or a page of the disk still holds what was erased, and the key
 * it was sealed with.
 */
export function createNightly({ store, now, timeZone, onError }: NightlyDeps) {
  const { minuteOfDay } = createLocalClock(timeZone);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  /** Rewrites if it is the hour and no process has done so this night. */
  async function look(): Promise<void> {
    const isHour = Math.floor(minuteOfDay(now()) / 60) === HOUR;
    if (isHour && (await useOnce(store, 'rewritten', ONCE_MS))) await store.compact();
  }

  return {
    look,
    start: () => {
      timer = setInterval(() => {
        running = look().catch(onError);
      }, LOOK_MS);
    },
    /** Resolves when nothing is being rewritten. */
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
