import { describe, expect, test } from '@jest/globals';
import { createDelays, type DelayKey, LIMITS } from '../../src/console/delays.js';

const account: DelayKey = { of: 'account', name: 'one' };
const address: DelayKey = { of: 'address', name: 'somewhere' };

/** Tries again as soon as it is allowed. @returns the waits met on the way */
function tryOften(times: number, keys: DelayKey[]): number[] {
  let at = 0;
  const delays = createDelays(() => at);
  return Array.from({ length: times }, () => {
    const wait = delays.attempt(keys);
    at += wait;
    if (wait > 0) delays.attempt(keys);
    return wait;
  });
}

describe('delays', () => {
  test('three tries are free, then each wait is longer, up to a limit that never becomes a lockout', () => {
    const waits = tryOften(12, [account]);
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 1000]);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBe(LIMITS.account.longestMs);
  });

  test('many names from one address are slowed too', () => {
    const delays = createDelays(() => 0);
    const waits = Array.from({ length: LIMITS.address.free + 1 }, (_, index) =>
      delays.attempt([{ of: 'account', name: String(index) }, address]),
    );
    expect(waits.at(-2)).toBe(0);
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  test('tries at the same moment do not slip through', () => {
    const delays = createDelays(() => 0);
    const waits = Array.from({ length: 10 }, () => delays.attempt([account]));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(LIMITS.account.free);
  });

  test('the right password and an hour of quiet forgive', () => {
    let at = 0;
    const delays = createDelays(() => at);
    const exhaust = () => Array.from({ length: 5 }, () => delays.attempt([account])).at(-1);
    expect(exhaust()).toBeGreaterThan(0);
    delays.forgive([account]);
    expect(delays.attempt([account])).toBe(0);
    expect(exhaust()).toBeGreaterThan(0);
    at += 60 * 60_000;
    expect(delays.attempt([account])).toBe(0);
  });
});
