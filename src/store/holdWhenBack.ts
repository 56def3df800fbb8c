import type { Conversations, Held } from './conversations.js';
import { insist } from './insist.js';
import type { ConversationRef } from './keys.js';
import { newAsker } from './leases.js';

/**
 * Takes a conversation as soon as the store answers; who does not ask any more gives back what may be given later.
 * @param by who may have been given it already @returns undefined while another process holds it
 * @throws RumboError store_unavailable after half a minute
 */
export async function holdWhenBack(
  conversations: Conversations,
  ref: ConversationRef,
  by = newAsker(),
): Promise<Held | undefined> {
  try {
    return await insist(() => conversations.hold(ref, by));
  } catch (error) {
    conversations.giveBack(ref, { by });
    throw error;
  }
}
