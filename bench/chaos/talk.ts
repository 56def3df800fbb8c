import type { Said, Woman } from './script.js';
import type { World } from './world.js';

/** Who waits longer than this for an answer lets another talk meanwhile. */
const PATIENT_MS = 2_000;
/** So long without an answer, and nothing broken meanwhile: she is stuck. Twice every wait by design, for slow machines. */
const STUCK_MS = 120_000;
const LOOK_MS = 1_000;

/**
 * One conversation: she writes, waits for all of the answer, and writes on.
 * @param counts how many bubbles she has been sent after each of her messages
 * @param leave gives up her place among those who talk
 */
export async function talk(woman: Woman, counts: readonly number[], world: World, leave: () => void): Promise<void> {
  for (const [index, said] of woman.said.entries()) {
    const yielding = setTimeout(leave, PATIENT_MS);
    const answered = await turn(woman, said, `${woman.number}.${index}`, counts[index] ?? 0, world);
    clearTimeout(yielding);
    if (answered) continue;
    woman.stuckAt = index;
    return;
  }
}

/** @returns whether her message was answered */
async function turn(woman: Woman, said: Said, id: string, count: number, world: World): Promise<boolean> {
  const { post, ledger, progress, now } = world;
  said.wroteAt = now();
  const stuck = new AbortController();
  const watch = setInterval(() => {
    const waitedMs = now() - (said.wroteAt ?? 0);
    if (Math.min(waitedMs, world.faults.healthyMs(woman.number)) > STUCK_MS) stuck.abort();
  }, LOOK_MS);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const taken = post.message({ id: `wamid.${id}`, timestamp, ...said.message }, woman.number).then(() => {
    said.acknowledgedAt = now();
    progress.add();
  });
  await Promise.race([taken, aborted(stuck.signal)]);
  const heard = await ledger.heard(woman.number, (posted) => rowsOf(posted) >= count, stuck.signal);
  clearInterval(watch);
  if (heard) said.answeredAt = now();
  return heard;
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const rowsOf = (posted: { row: string }[]): number => new Set(posted.map(({ row }) => row)).size;
