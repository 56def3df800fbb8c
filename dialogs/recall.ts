import type { RecalledInput } from './input.js';
import { INTERRUPTING, ORIENTATION, SAME_PERSON } from './names.js';
import type { Session } from './session.js';
import { settle, startOf, type Walk } from './walk.js';

/** What was offered once and not taken is not offered later: by then she has a conversation of her own here. */
export function lapse(session: Session): void {
  const isAsked = [session.at, ...session.callers].some((position) => position?.flow === SAME_PERSON);
  if (!isAsked) delete session.earlier;
}

/** Her earlier conversation is hers again. First she is asked whether it is safe; then she goes on where she was. */
export function onRecalled(walk: Walk, { session: earlier }: RecalledInput): void {
  const { language, at } = walk.session;
  // Only where it was asked for: never over a conversation with content of its own.
  if (at?.flow !== SAME_PERSON) return;
  delete walk.session.earlier;
  if (earlier) walk.session = { ...resting(structuredClone(earlier)), language: earlier.language ?? language };
  const go = startOf(walk, ORIENTATION);
  settle(walk, earlier && go ? { go } : { end: 'return' });
}

function resting(session: Session): Session {
  const { at, callers, closed: _closed, earlier: _earlier, doubt: _doubt, ...rest } = session;
  const { safe: _safe, ...slots } = rest.slots;
  const goesOn = at !== undefined && !INTERRUPTING.has(at.flow) && at.flow !== ORIENTATION;
  return { ...rest, slots, callers: [], misses: 0, ...(goesOn && { resume: [...callers, at] }) };
}
