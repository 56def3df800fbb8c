import type { Store } from '../store/contract.js';
import type { Conversations, Held } from '../store/conversations.js';
import { type ConversationRef, keysOf } from '../store/keys.js';
import { TOMBSTONE_MS } from './retention.js';

/** Members of one tag looked through; one that is further behind is found in a later sweep. */
const MAX_DUE = 1_000;

export interface ForgetDeps {
  store: Store;
  conversations: Conversations;
  /** Forgets by which names the one who wrote was known. */
  forgetNames: (ref: ConversationRef, conversation: Held['conversation']) => Promise<void>;
  /** Takes a conversation out of the console's queue. */
  unlist: (id: string) => Promise<void>;
  now: () => number;
}

/** Forgets on time: the handlers of the due rows `expire` and `tombstone`. */
export function createForget({ store, conversations, unlist, forgetNames, now }: ForgetDeps) {
  async function isDue(ref: ConversationRef): Promise<boolean> {
    const members = await store.due(keysOf(ref).due, now(), MAX_DUE);
    return members.some(({ member }) => member === `expire:${ref.id}`);
  }

  return {
    /** Content and key go; the hashed message ids stay, so that late duplicates bring nothing back. */
    async expire(ref: ConversationRef): Promise<void> {
      const held = await conversations.hold(ref);
      if (!held) return;
      // She may have written since it was found due: then her turn goes first and sets a later time.
      if (held.waiting.length > 0 || !(await isDue(ref))) return conversations.release(held);
      const tombstone = {
        do: 'schedule',
        key: keysOf(ref).due,
        member: `tombstone:${ref.id}`,
        at: now() + TOMBSTONE_MS,
      } as const;
      await store.transact(ref.tag, [{ changes: [tombstone] }]);
      await unlist(ref.id);
      await forgetNames(ref, held.conversation);
      if (!(await conversations.destroy(ref, { keepSeen: true }))) await conversations.release(held);
    },
    /** The last trace goes, unless she came back meanwhile. */
    async tombstone(ref: ConversationRef): Promise<void> {
      if (!(await conversations.read(ref))) return void (await conversations.destroy(ref, { keepSeen: false }));
      const settled = { do: 'unschedule', key: keysOf(ref).due, member: `tombstone:${ref.id}` } as const;
      await store.transact(ref.tag, [{ changes: [settled] }]);
    },
  };
}
