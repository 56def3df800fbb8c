import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Conversation } from '../store/conversations.js';
import { holdSoon } from '../store/holdSoon.js';
import type { ConversationRef } from '../store/keys.js';

/** A conversation that is over for whoever holds the phone or the page: it rests, and nothing of it opens. */
export function leftBehind({ heldBack: _dropped, ...kept }: Conversation): Conversation {
  const { at: _left, ...session } = kept.session;
  return { ...kept, session: { ...session, callers: [], closed: 'not-safe' }, revoked: true };
}

/** Quick exit: the page's token opens nothing any more, what is queued is dropped, and nothing is sent first. */
export async function leave(deps: BetweenTurnsDeps, ref: ConversationRef): Promise<void> {
  const held = await holdSoon(deps.conversations, ref);
  if (!held.conversation) return deps.conversations.release(held);
  const conversation = leftBehind(held.conversation);
  await commitBetweenTurns(deps, held, { conversation, dropQueued: true, undue: [`hold:${ref.id}`] });
}

/** Her number is somebody else's now: nothing more is sent there, and who writes from it finds nothing of hers. */
export async function revoke(deps: BetweenTurnsDeps, ref: ConversationRef): Promise<void> {
  const held = await holdSoon(deps.conversations, ref);
  if (!held.conversation) return deps.conversations.release(held);
  await commitBetweenTurns(deps, held, { conversation: { ...held.conversation, revoked: true }, dropQueued: true });
}
