import type { FlowSet } from './compile.js';
import { MINUTE_MS, REQUEST_HOURS } from './limits.js';
import { CONTACT, INTERRUPTING, ORIENTATION } from './names.js';
import type { Position, Session } from './session.js';
import { known } from './slots.js';
import type { AskedQuestion, Outcome } from './steps/contract.js';
import { leadsTo, type Walk } from './walk.js';

interface SafeQuestion {
  position: Position;
  freshMinutes: number;
}

/** The question of first contact whether it is safe to write, where it has a time after which it is asked again. */
export function safeQuestion({ flows }: Pick<Walk, 'flows'>): SafeQuestion | undefined {
  const compiled = flows.current(ORIENTATION);
  for (const [step, body] of Object.entries(compiled?.flow.steps ?? {}))
    if (compiled && body.type === 'choose' && body.slot === 'safe' && body.freshMinutes)
      return { position: { flow: compiled.name, version: compiled.version, step }, freshMinutes: body.freshMinutes };
  return undefined;
}

/** Her answer to whether it is safe to write, while it holds. */
function safeAnswer(flows: FlowSet, session: Session, at: number): string | undefined {
  const question = safeQuestion({ flows });
  return question && known(session, 'safe', at, question.freshMinutes);
}

/** True while her answer holds, whichever it is. */
export const safeAnswerIsFresh = ({ flows, session, at }: Walk): boolean =>
  safeAnswer(flows, session, at) !== undefined;

/** True while her "yes" to whether it is safe to write holds. @param at milliseconds since 1970 */
export const isSafeAt = (flows: FlowSet, session: Session, at: number): boolean =>
  safeAnswer(flows, session, at) === 'yes';

/**
 * She was away for long, and somebody else may hold the phone: asks first whether it is safe, and remembers where her
 * message led. Undefined where there is nothing to ask.
 */
export function detour(walk: Walk, on: AskedQuestion, outcome: Outcome): Outcome | undefined {
  const { session } = walk;
  // The question about a person's answer would tell whoever holds the phone that one was asked for.
  const isUrgent = INTERRUPTING.has(on.flow) && on.flow !== CONTACT;
  if (on.slot === 'safe' || isUrgent || session.slots.safe?.value !== 'yes') return undefined;
  const question = safeQuestion(walk);
  const onwards = destination(walk, outcome);
  if (!question || !onwards || safeAnswerIsFresh(walk)) return undefined;
  session.resume = isOver(walk, on) ? [...session.callers] : [...session.callers, onwards];
  session.callers = [];
  delete session.slots.safe;
  return { go: question.position };
}

/** A request for a person ends after a day: then nobody asks any more when to answer it. */
function isOver({ session, at }: Walk, { flow }: AskedQuestion): boolean {
  const { safe } = session.slots;
  const isLate = safe !== undefined && at - safe.at > REQUEST_HOURS * 60 * MINUTE_MS;
  return flow === CONTACT && isLate && session.callers.length > 0;
}

function destination(walk: Walk, outcome: Outcome): Position | undefined {
  if (typeof outcome !== 'object') return undefined;
  if ('event' in outcome) return leadsTo(walk, outcome.event);
  return 'go' in outcome ? outcome.go : undefined;
}
