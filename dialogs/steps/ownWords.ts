import { MINUTE_MS } from '../limits.js';
import type { Position, Session } from '../session.js';
import { choicesOf, keep, type QuestionStep } from './asking.js';
import type { StepEvent, Turn } from './contract.js';

/** Which of her own words it is. */
export type OwnWord = 'hide' | 'back';

/** Stands in the records where she gave words of her own: they are kept in the session and nowhere else. */
const GIVEN = 'given';

/** Keeps a word of her own, unless she cancelled. */
export function keepWord(turn: Turn, step: QuestionStep, word: OwnWord, here: Position, event: StepEvent): void {
  const given = keepPrivately(turn, step, here, event);
  if (given !== undefined) setOwnWord(turn.session, word, given);
}

/** Keeps what she wants to be called, or that she gave no name. */
export function keepCallName(turn: Turn, step: QuestionStep, here: Position, event: StepEvent): void {
  const name = keepPrivately(turn, step, here, event);
  turn.session.callName = { ...(name !== undefined && { name }), at: turn.at };
}

/** True while she need not be asked again what to call her. Without `freshMinutes` an answer holds. */
export const isNamed = ({ callName }: Session, at: number, freshMinutes = Number.POSITIVE_INFINITY): boolean =>
  callName !== undefined && at - callName.at <= freshMinutes * MINUTE_MS;

/** Notes that the question was answered. @returns her words; undefined where she took a choice */
function keepPrivately(turn: Turn, step: QuestionStep, here: Position, event: StepEvent): string | undefined {
  if (event.type !== 'answer') return undefined;
  const isChoice = choicesOf(step).some(({ tag }) => tag === event.value);
  keep(turn, step, here, isChoice ? event : { ...event, value: GIVEN });
  return isChoice ? undefined : event.value;
}

/** A new word to hide asks for a new word of return. */
function setOwnWord(session: Session, word: OwnWord, value: string): void {
  session.own = word === 'hide' ? { hide: value } : { ...session.own, back: value };
}
