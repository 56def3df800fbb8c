import { reopen } from './closing.js';
import { noteDanger } from './globals/danger.js';
import type { MessageInput } from './input.js';
import { FACE, ORIENTATION } from './names.js';
import type { Session } from './session.js';
import type { Outcome } from './steps/contract.js';
import { startOf, type Walk } from './walk.js';

/** True when these are her words that put on the neutral face, or it is on already. @param said the message, folded */
export const hides = ({ own, closed }: Session, said: string | undefined): boolean =>
  closed === 'face' || (said !== undefined && own?.back !== undefined && own.hide === said);

/**
 * The neutral face: from her own word on nothing is said but harmless lines, until her word of return. Danger is noted
 * and a person called as always; only the answer says nothing of it. Undefined where there is no face to keep.
 */
export function faced(walk: Walk, input: MessageInput): Outcome | undefined {
  const { session } = walk;
  if (!hides(session, input.said)) return undefined;
  if (session.closed === 'face' && returns(session, input)) return comeBack(walk);
  const { danger, command } = input.meaning;
  if (danger !== 'none') callPerson(walk, input);
  const now = danger !== 'none' ? 'danger' : command === 'erase' ? 'erase' : undefined;
  session.face = { said: (session.face?.said ?? -1) + 1, ...(now && { now }) };
  const line = startOf(walk, FACE);
  return line ? { go: line } : { end: 'face' };
}

const returns = ({ own }: Session, { said, meaning }: MessageInput): boolean =>
  meaning.returns === true || (said !== undefined && own?.back === said);

/** What is only suspected cannot be asked about here: doubt counts as yes. */
function callPerson(walk: Walk, input: MessageInput): void {
  noteDanger(walk, input);
  const reason = input.meaning.danger === 'suicide' ? 'suicide' : 'danger';
  walk.effects.push({ type: 'handoff', reason, urgency: 'high' });
}

/** She is back: first whether it is safe, then where she was. */
function comeBack(walk: Walk): Outcome {
  reopen(walk.session);
  delete walk.session.face;
  const go = startOf(walk, ORIENTATION);
  return go ? { go } : { end: 'rest' };
}
