import type { Conversation } from '../store/conversations.js';

/** What of a conversation outlives a turn beside its session. */
export function lasting(
  before: Conversation | undefined,
  turned: Pick<Partial<Conversation>, 'from' | 'keepAsked'>[],
): Partial<Conversation> {
  const { revoked, moved } = before ?? {};
  const origin = turned.findLast(({ from }) => from)?.from ?? before?.from;
  const keepAsked = turned.at(-1)?.keepAsked;
  return {
    ...(revoked && { revoked }),
    ...(moved && { moved }),
    ...(origin && { from: origin }),
    ...(keepAsked && { keepAsked }),
  };
}
