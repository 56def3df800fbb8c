import type { Point } from '../../../src/points.js';
import type { FaultClass } from './contract.js';

/** K6 lies inside Redis, between the append and its flush: killing Redis strikes it. */
const POINTS: readonly Point[] = [
  1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
].map((number) => `K${number}` as Point);
/** A point is passed at most so often before the process ends there. */
const PASSES = 20;
/** Under load every point is passed many times a second. */
const PATIENCE_MS = 30_000;

/** A server ends itself at a named point of a message's path. */
export const pointKills: FaultClass = {
  name: 'points',
  about: 'kill -9 at each named point of the path, in turn',
  conversations: 0.25,
  kills: 0.44,
  inject: async ({ fleet }, random, index) => {
    await fleet.up();
    const point = POINTS[index % POINTS.length] ?? 'K1';
    const order = { point, pass: 1 + random.whole(PASSES), signal: 'SIGKILL' } as const;
    return (await fleet.strikeAt(random.pick(fleet.servers), order, PATIENCE_MS)) ? undefined : point;
  },
};
