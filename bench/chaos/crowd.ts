import { setTimeout as pause } from 'node:timers/promises';
import type { Expected } from './expected.js';
import { Places } from './places.js';
import type { Random } from './random.js';
import { newWoman, VARIANT_NAMES, type Woman } from './script.js';
import type { Strikes } from './strikes.js';
import { talk } from './talk.js';
import type { World } from './world.js';

/** Who talk at once, those who wait for something broken not counted. */
const TALKING = 24;
/** Talking and waiting together: what one fault can strike at once stays like a busy evening's. */
const OPEN = 200;
/** While a fault is being made women come one by one: enough that it strikes somebody, and the run stays even. */
const EVERY_MS = 250;

export interface CrowdOptions {
  world: World;
  expected: Expected;
  random: Random;
  conversations: number;
  /** No conversation is begun after this, milliseconds since 1970. */
  deadline: number;
  strikes: Strikes;
}

/** Women come and talk. Resolves when the last has her answer or is stuck. */
export async function talkAll(women: Woman[], options: CrowdOptions): Promise<void> {
  const { world, expected, random, conversations, deadline, strikes } = options;
  const places = new Places(TALKING);
  const doors = new Places(OPEN);
  const counts = countsOf(expected);
  const talks: Promise<void>[] = [];
  const isEnough = () => women.length >= conversations && strikes.left === 0;
  while (!isEnough() && Date.now() < deadline) {
    const goHome = await doors.take();
    const leave = await places.take();
    if (strikes.busy) await pause(EVERY_MS);
    const woman = newWoman(women.length, random.pick(VARIANT_NAMES), random);
    women.push(woman);
    talks.push(
      talk(woman, counts.get(woman.variant) ?? [], world, leave).finally(() => {
        leave();
        goHome();
      }),
    );
  }
  await Promise.all(talks);
}

/** How many bubbles she has after each of her messages. */
function countsOf(expected: Expected): Map<string, number[]> {
  const running = (answers: readonly (readonly string[])[]) => {
    let sum = 0;
    return answers.map((bubbles) => {
      sum += bubbles.length;
      return sum;
    });
  };
  return new Map([...expected].map(([variant, answers]) => [variant, running(answers)]));
}
