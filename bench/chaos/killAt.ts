/**
 * Loaded with `--import` into a server that is to die. Its parent says at which point of a message's path, at which
 * passing, and by which signal; the process ends (or stops) itself right there.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import type { Point } from '../../src/points.js';

export interface Armed {
  point: Point;
  /** 1 for the next passing. */
  pass: number;
  signal: 'SIGKILL' | 'SIGSTOP';
}

/** The line by which a server says that it is about to end itself. */
export const HERE = 'struck';

const STDOUT = 1;

let armed: Armed | undefined;

process.on('message', (order: Armed | 'disarm') => {
  armed = order === 'disarm' ? undefined : { ...order };
});
// Without its parent nobody would ever end it.
process.on('disconnect', () => process.exit());
process.channel?.unref();

subscribe('rumbo:point', (point) => {
  if (!armed || point !== armed.point) return;
  armed.pass -= 1;
  if (armed.pass > 0) return;
  const { signal } = armed;
  armed = undefined;
  // Written at once: a message to the parent might still be under way when the signal comes.
  writeSync(STDOUT, `${HERE}\n`);
  process.kill(process.pid, signal);
});
