import { pushCaller } from '../callers.js';
import { DOUBTS, ORIENTATION, PASSING, SAME_PERSON } from '../names.js';
import type { Position } from '../session.js';
import type { Outcome } from '../steps/contract.js';
import { startOf, type Walk } from '../walk.js';

/**
 * Enters a flow from wherever she is; she comes back to what was interrupted. Undefined where there is no such flow.
 * @param anew its first question is put even where the answer is known
 */
export function interrupt(walk: Walk, flow: string, anew = false): Outcome | undefined {
  if (!walk.flows.current(flow)) return undefined;
  const { session } = walk;
  const interrupted = session.at ?? startOf(walk, ORIENTATION);
  // What is sure is asked no more.
  const over = [flow, (DOUBTS as Readonly<Record<string, string>>)[flow]];
  session.callers = session.callers.filter((caller) => !over.includes(caller.flow));
  if (interrupted && !over.includes(interrupted.flow) && comesBack(interrupted, flow)) pushCaller(session, interrupted);
  return { flow, anew };
}

/** The question whether to go on is put once, so that what is only asked in passing does not end it. */
const comesBack = ({ flow: left }: Position, flow: string): boolean =>
  !PASSING.has(left) || (left === SAME_PERSON && PASSING.has(flow));

/** The question on screen once more; first contact where there is none. */
export function askAgain(walk: Walk): Outcome {
  const go = walk.session.at ?? startOf(walk, ORIENTATION);
  return go ? { go } : { end: 'rest' };
}
