/** An open case is asked for again with each new message; within so long that is one reading. Milliseconds. */
export const ONE_READING_MS = 10 * 60_000;
/** Above this the oldest are dropped, which costs a second line in the audit list and nothing else. */
const MAX_KEPT = 1000;

/** Tells the first look at a case from the looks that follow it. */
export interface Readings {
  isNew(reading: string): boolean;
}

export function createReadings(now: () => number): Readings {
  const begun = new Map<string, number>();
  return {
    isNew(reading) {
      const last = begun.get(reading);
      if (last !== undefined && now() - last < ONE_READING_MS) return false;
      begun.delete(reading);
      begun.set(reading, now());
      const oldest = begun.size > MAX_KEPT ? begun.keys().next().value : undefined;
      if (oldest !== undefined) begun.delete(oldest);
      return true;
    },
  };
}
