import type { Commit, Committed, Conversations, Held } from './conversations.js';
import type { ConversationRef } from './keys.js';

export interface BetweenTurnsDeps {
  conversations: Conversations;
  /** Called after the commit: projections, sending, watchers. */
  afterCommit?: (held: Held, commit: Commit, committed: Committed) => Promise<void>;
  /** Runs the turns of messages that wait; returns at once. */
  resume: (ref: ConversationRef) => void;
}

/**
 * Writes a change that is no turn (a coordinator's act, a notice, an exit) and lets the conversation go; messages that
 * came meanwhile get their turn right after, since whoever accepted them found the conversation taken.
 * @returns false when the lease was lost: nothing was written
 */
export async function commitBetweenTurns(deps: BetweenTurnsDeps, held: Held, commit: Commit): Promise<boolean> {
  const committed = await deps.conversations.commit(held, commit);
  if (committed.state === 'stale') return false;
  await deps.afterCommit?.(held, commit, committed);
  if (committed.state === 'more') {
    await deps.conversations.release(held);
    deps.resume(held.ref);
  }
  return true;
}
