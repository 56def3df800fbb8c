import { ALERT_WAYS } from '../handoff/alerts.js';
import { isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import { retentionMs } from '../privacy/retention.js';
import type { Commit } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';

/** An open case is looked at again after this: its place in the queue, its notice, its end. */
const CASE_SOON_MS = 30_000;
/** After an erasure the receipt may be read so long on the page; then that goes too. */
const RECEIPT_MS = 3_600_000;

/** What becomes due after a turn. */
export function dueAfter(turn: {
  ref: ConversationRef;
  at: number;
  erased: boolean;
  case?: Case;
}): Pick<Commit, 'due' | 'undue'> {
  const { ref, at, erased } = turn;
  const expireAt = at + (erased ? RECEIPT_MS : retentionMs(turn.case));
  const due = [{ member: `expire:${ref.id}`, at: expireAt }];
  if (!erased && isOpen(turn.case)) due.push({ member: `case:${ref.id}`, at: at + CASE_SOON_MS });
  return { due, undue: erased ? ['case', ...ALERT_WAYS].map((kind) => `${kind}:${ref.id}`) : [] };
}
