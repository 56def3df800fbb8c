import { leaveCallersOf, popCaller } from '../callers.js';
import { INTERRUPTING, ORIENTATION } from '../names.js';
import { stepAt } from '../question.js';
import { forget } from '../slots.js';
import type { Outcome } from '../steps/contract.js';
import { startOf, toMenu, type Walk } from '../walk.js';
import type { Global } from './contract.js';
import { askAgain } from './interrupt.js';

/** One step back, or the list of needs. Says nothing of its own. */
export const restart: Global = {
  command: 'restart',
  hears: (_walk, { meaning }) => meaning.command === 'restart',
  act(walk, { meaning }) {
    if (meaning.restart === 'back') return back(walk);
    const start = startOf(walk, ORIENTATION);
    return walk.session.at || !start ? toMenu(walk) : { go: start };
  },
};

/** Out of an interruption, or to the question answered last, its answer forgotten. */
function back(walk: Walk): Outcome {
  const { session } = walk;
  const caller = session.at && INTERRUPTING.has(session.at.flow) ? popCaller(session) : undefined;
  if (caller) return { go: caller };
  const go = session.history.at(-1);
  if (!go) return askAgain(walk);
  session.history = session.history.slice(0, -1);
  leaveCallersOf(session, go.flow);
  delete session.resume;
  const step = stepAt(walk.flows, { ...session, at: go });
  if ((step?.type === 'choose' || step?.type === 'ask') && step.slot) forget(session, step.slot);
  return { go };
}
