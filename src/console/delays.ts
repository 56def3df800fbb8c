/** Slows guessing down: each wrong sign-in makes the next try wait longer, up to a limit, and time forgives. Nobody is locked out. */
export interface Delays {
  /** Counts a try before it is checked, so that many at once do not slip through. @returns milliseconds to wait, 0 = go on */
  attempt(keys: DelayKey[]): number;
  /** The sign-in was right: its earlier failures are forgotten. */
  forgive(keys: DelayKey[]): void;
}

/** An address serves many people (a proxy, a school), so it gets more tries and no longer waits than an account. */
export const LIMITS = {
  account: { free: 3, longestMs: 30_000 },
  address: { free: 20, longestMs: 60_000 },
} as const;

export interface DelayKey {
  of: keyof typeof LIMITS;
  /** Already hashed or otherwise not readable. */
  name: string;
}

interface Failures {
  count: number;
  last: number;
}

/** After so long without a try everything is forgotten. */
const FORGET_MS = 60 * 60_000;
/** Above this the oldest are dropped: a flood of made-up names costs no more memory than this. */
const MAX_KEPT = 10_000;

function waitOf({ of }: DelayKey, failures: Failures | undefined, at: number): number {
  if (!failures) return 0;
  const over = failures.count - LIMITS[of].free;
  if (over < 0) return 0;
  const delay = Math.min(1000 * 2 ** over, LIMITS[of].longestMs);
  return Math.max(0, failures.last + delay - at);
}

/** Kept in memory: a restart forgives, which costs a guesser more than it gives. */
export function createDelays(now: () => number): Delays {
  const kept = new Map<string, Failures>();
  const id = (key: DelayKey) => `${key.of}:${key.name}`;

  function recent(key: DelayKey): Failures | undefined {
    const failures = kept.get(id(key));
    return failures && now() - failures.last < FORGET_MS ? failures : undefined;
  }

  function count(key: DelayKey): void {
    const failures = { count: (recent(key)?.count ?? 0) + 1, last: now() };
    kept.delete(id(key));
    kept.set(id(key), failures);
    const oldest = kept.size > MAX_KEPT ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  }

  return {
    attempt(keys) {
      const wait = Math.max(...keys.map((key) => waitOf(key, recent(key), now())));
      if (wait === 0) keys.forEach(count);
      return wait;
    },
    forgive(keys) {
      for (const key of keys) kept.delete(id(key));
    },
  };
}
