import { reopen } from './closing.js';
import type { FlowSet } from './compile.js';
import type { Effect } from './effect.js';
import { askAgain } from './globals/interrupt.js';
import { PASSING } from './names.js';
import { questionOf } from './question.js';
import { safeQuestion } from './safety.js';
import type { Position, Session } from './session.js';
import { put } from './steps/asking.js';
import { settle, type Walk } from './walk.js';

type Advanced = { session: Session; effects: Effect[] };

const walkOf = (flows: FlowSet, session: Session, at: number): Walk => ({
  flows,
  at,
  session: structuredClone(session),
  effects: [],
});

/**
 * A conversation goes on over another channel. Who reads there is not known: whether it is safe is asked, in neutral
 * words, before anything else; after a yes she stands where she was. Pure.
 * @param at milliseconds since 1970
 */
export function goOnElsewhere(flows: FlowSet, session: Session, at: number): Advanced {
  const walk = walkOf(flows, session, at);
  const { session: moved } = walk;
  const safe = safeQuestion(walk)?.position;
  const resume = moved.resume ?? positionsOf(moved).filter((position) => !isAt(position, safe));
  delete moved.closed;
  delete moved.slots.safe;
  delete moved.resume;
  moved.callers = [];
  moved.misses = 0;
  moved.at = safe;
  if (resume.length > 0) moved.resume = resume;
  const question = questionOf(flows, moved);
  if (question) put(walk, question, true);
  return { session: walk.session, effects: walk.effects };
}

/** Says a text beside the conversation and puts the question on screen once more. Pure. */
export function sayBeside(flows: FlowSet, session: Session, at: number, text: string): Advanced {
  const walk = walkOf(flows, session, at);
  if (walk.session.closed) reopen(walk.session);
  walk.effects.push({ type: 'say', text });
  settle(walk, askAgain(walk));
  return { session: walk.session, effects: walk.effects };
}

/** Where she was and what she would have returned to, but for what is asked in passing. */
const positionsOf = ({ callers, at }: Session): Position[] =>
  [...callers, ...(at ? [at] : [])].filter(({ flow }) => !PASSING.has(flow));

const isAt = (one: Position, other: Position | undefined) => one.flow === other?.flow && one.step === other.step;
