import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from './random.js';
import { newWoman, VARIANT_NAMES } from './script.js';
import type { World } from './world.js';

/** For each variant, for each of her messages, the bubbles that answer it. */
export type Expected = ReadonlyMap<string, readonly (readonly string[])[]>;

/** An answer ends with a question; after this much quiet nothing more belongs to it. */
const QUIET_MS = 400;
/** As long as what a stalled start leaves behind may wait. */
const PATIENCE_MS = 75_000;
/** Numbers of those who only show what is right. */
const MODELS = 900_000;

/** Learns the right answers while nothing is broken, twice. @throws Error when the two differ or an answer does not come */
export async function learn(world: World): Promise<Expected> {
  const [one, other] = await Promise.all([learnOnce(world, MODELS), learnOnce(world, MODELS + VARIANT_NAMES.length)]);
  if (JSON.stringify([...one]) !== JSON.stringify([...other]))
    throw new Error('The right answers differ without a fault.');
  return one;
}

async function learnOnce(world: World, first: number): Promise<Expected> {
  const pairs = VARIANT_NAMES.map(async (name, index) => [name, await answersOf(world, name, first + index)] as const);
  return new Map(await Promise.all(pairs));
}

async function answersOf(world: World, variant: string, index: number): Promise<string[][]> {
  const { number, said } = newWoman(index, variant, seeded(index));
  const answers: string[][] = [];
  let before = 0;
  for (const [line, { message }] of said.entries()) {
    const timestamp = String(Math.floor(Date.now() / 1000));
    await world.post.message({ id: `wamid.${number}.${line}`, timestamp, ...message }, number);
    const isAnswered = () =>
      world.ledger
        .posted(number)
        .slice(before)
        .some(({ asks }) => asks);
    if (!(await world.ledger.heard(number, isAnswered, AbortSignal.timeout(PATIENCE_MS))))
      throw new Error(`No answer although nothing was broken: ${variant}, message ${line + 1}.`);
    await pause(QUIET_MS);
    const posted = world.ledger.posted(number);
    answers.push(posted.slice(before).map(({ words }) => words));
    before = posted.length;
  }
  return answers;
}
