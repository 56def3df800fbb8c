/** Choices that the same seed makes again. */
export interface Random {
  /** 0 up to 1. */
  next(): number;
  chance(probability: number): boolean;
  between(least: number, most: number): number;
  /** 0 up to `count` - 1. */
  whole(count: number): number;
  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T;
  /** A generator of its own for a part, so that one part's draws do not shift another's. */
  fork(name: string): Random;
}

/** The mulberry32 generator. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (count: number) => Math.floor(next() * count);
  return {
    next,
    chance: (probability) => next() < probability,
    between: (least, most) => least + next() * (most - least),
    whole,
    pick: (list) => picked(list, whole(list.length)),
    fork: (name) => seeded(seed ^ hashOf(name)),
  };
}

function picked<T>(list: readonly T[], index: number): T {
  if (list.length === 0) throw new RangeError('Nothing to pick from.');
  return list[index] as T;
}

/** FNV-1a. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
