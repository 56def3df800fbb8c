import { MAX_HISTORY } from './limits.js';
import { INTERRUPTING } from './names.js';
import type { Position, Session } from './session.js';

/** Remembers an answered question for "back". Questions of interruptions are not gone back to. */
export function addAnswer(session: Session, { flow, version, step }: Position): void {
  if (INTERRUPTING.has(flow)) return;
  session.history = [...session.history, { flow, version, step }].slice(-MAX_HISTORY);
}
