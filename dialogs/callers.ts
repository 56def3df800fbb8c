import { MAX_DEPTH } from './limits.js';
import type { Position, Session } from './session.js';

/** Remembers whom to come back to. When there are too many, the first, where she came from, stays. */
export function pushCaller(session: Session, caller: Position): void {
  const callers = [...session.callers, caller];
  if (callers.length > MAX_DEPTH) callers.splice(1, callers.length - MAX_DEPTH);
  session.callers = callers;
}

export function popCaller(session: Session): Position | undefined {
  const caller = session.callers.at(-1);
  session.callers = session.callers.slice(0, -1);
  return caller;
}

/** Drops every caller from the first one inside that flow: on going back into it they are no longer called from. */
export function leaveCallersOf(session: Session, flow: string): void {
  const first = session.callers.findIndex((caller) => caller.flow === flow);
  if (first >= 0) session.callers = session.callers.slice(0, first);
}
