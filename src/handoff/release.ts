import type { Channel } from '../channels/contract.js';
import type { Guard } from '../delivery/guard.js';
import { rowsFor } from '../delivery/speak.js';
import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Commit, Conversation, Held } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import { isClaimed } from './cases.js';

/** What is held back at most for one woman; she is not met by a wall of messages. */
export const MAX_HELD_BACK = 20;

export interface ReleaseDeps extends Required<BetweenTurnsDeps> {
  channel: (name: string) => Channel | undefined;
  guard: Guard;
  now: () => number;
  newId: () => string;
}

/** Lets go of what was held back until her hours open. What waits for her own next message leaves with her turn. */
export function createRelease(deps: ReleaseDeps): (ref: ConversationRef) => Promise<void> {
  const rowsOf = (
    ref: ConversationRef,
    { channel }: Conversation,
    activities: NonNullable<Conversation['heldBack']>,
    at: number,
  ) => rowsFor(activities, { ref, channel: deps.channel(channel), from: 'coordinator', at, newId: deps.newId });

  return async (ref) => {
    const held = await deps.conversations.hold(ref);
    if (!held) return;
    if (held.waiting.length === 0) {
      await commitBetweenTurns(deps, held, next(held));
      return;
    }
    // Her own word goes first: it may be that nothing shall be sent any more.
    await deps.conversations.release(held);
    deps.resume(ref);
  };

  function next({ ref, conversation, case: kase }: Held): Commit {
    const member = `hold:${ref.id}`;
    if (!conversation?.heldBack) return { undue: [member] };
    const { heldBack, ...rest } = conversation;
    if (conversation.session.closed) return { conversation: rest, undue: [member] };
    // Her number changed: they wait for her under the other one, and go with this conversation.
    if (conversation.revoked) return { undue: [member] };
    const at = deps.now();
    const permission = deps.guard(conversation, isClaimed(kase) ? kase.claimedAt : undefined, at);
    if (permission.now) return { conversation: rest, rows: rowsOf(ref, rest, heldBack, at), undue: [member] };
    return permission.until === undefined ? { undue: [member] } : { due: [{ member, at: permission.until }] };
  }
}
