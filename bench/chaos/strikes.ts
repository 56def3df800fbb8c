import type { FaultClass } from './faults/index.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** How far the faults of a run are. */
export interface Strikes {
  made: number;
  /** Still to come; set to zero to end early. */
  left: number;
  /** One is being made right now. */
  busy: boolean;
  /** What was aimed at and not struck. */
  missed: string[];
}

/** @returns a plan of `count` faults of which none was made */
export const plan = (count: number): Strikes => ({ made: 0, left: count, busy: false, missed: [] });

/** Makes the faults, one after another, at places of the run that the seed chose. @param messages how many will come */
export async function strikeAll(
  strikes: Strikes,
  { fault, world, random, messages }: { fault: FaultClass; world: World; random: Random; messages: number },
): Promise<void> {
  const from = world.progress.count;
  const marks = Array.from({ length: strikes.left }, () => from + random.whole(messages)).sort((a, b) => a - b);
  for (const [index, mark] of marks.entries()) {
    await world.progress.reach(mark);
    if (strikes.left === 0) return;
    strikes.busy = true;
    const missed = await fault.inject(world, random, index);
    strikes.busy = false;
    if (missed) strikes.missed.push(missed);
    else strikes.made += 1;
    strikes.left -= 1;
  }
}
