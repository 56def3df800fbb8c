import { newSession, type Session } from './session.js';
import type { Ending, Turn } from './steps/contract.js';

type Closing = Exclude<Ending, 'return' | 'rest' | 'menu' | 'earlier'>;

/** The conversation rests: nothing on screen, everything known stays. */
export function rest(session: Session): void {
  delete session.at;
  delete session.doubt;
  delete session.resume;
  session.callers = [];
  session.misses = 0;
}

/** Closes the conversation, silently. What is queued is stopped first, so that this turn's words still go out. */
export function close(turn: Turn, how: Closing): void {
  if (turn.session.closed !== how) turn.effects.push({ type: 'record', record: { type: 'closed', how } });
  if (how === 'erase') {
    turn.effects.push({ type: 'erase' });
    turn.session = { ...newSession(turn.session.path), language: turn.session.language };
    return;
  }
  turn.effects.unshift({ type: 'silence' });
  // Who had to leave is not asked later how it was.
  turn.session.slots.feedback ??= { value: 'left', at: turn.at };
  rest(turn.session);
  turn.session.closed = how;
}

/** What a session keeps when somebody writes after it was closed. */
export function reopen(session: Session): void {
  const how = session.closed;
  delete session.closed;
  delete session.slots.safe;
  rest(session);
  session.history = [];
  if (how === 'safe-word') forgetWriter(session);
}

/**
 * Whoever writes now may be somebody else: nothing shows that anybody wrote before, not even the language. What
 * she set to protect herself shows nothing and stays.
 */
function forgetWriter(session: Session): void {
  const { path, own, shared } = session;
  for (const key of Object.keys(session) as (keyof Session)[]) delete session[key];
  Object.assign(session, newSession(path), own && { own }, shared && { shared });
}
