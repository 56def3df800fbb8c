import type { Store } from '../store/contract.js';
import type { Conversations } from '../store/conversations.js';
import { type ConversationRef, keysOf } from '../store/keys.js';
import { TOMBSTONE_MS } from './retention.js';

export interface ForgetDeps {
  store: Store;
  conversations: Conversations;
  /** Takes a conversation out of the console's queue. */
  unlist: (id: string) => Promise<void>;
  now: () => number;
}

/** Forgets on time: the handlers of the due rows `expire` and `tombstone`. */
export function createForget({ store, conversations, unlist, now }: ForgetDeps) {
  return {
    /** Content and key go; the hashed message ids stay, so that late duplicates bring nothing back. */
    async expire(ref: ConversationRef): Promise<void> {
      await unlist(ref.id);
      await conversations.destroy(ref, { keepSeen: true });
      const tombstone = {
        do: 'schedule',
        key: keysOf(ref).due,
        member: `tombstone:${ref.id}`,
        at: now() + TOMBSTONE_MS,
      } as const;
      await store.transact(ref.tag, [{ changes: [tombstone] }]);
    },
    /** The last trace goes, unless she came back meanwhile. */
    async tombstone(ref: ConversationRef): Promise<void> {
      if (!(await conversations.read(ref))) return conversations.destroy(ref, { keepSeen: false });
      const settled = { do: 'unschedule', key: keysOf(ref).due, member: `tombstone:${ref.id}` } as const;
      await store.transact(ref.tag, [{ changes: [settled] }]);
    },
  };
}
