import type { Sealer } from '../sealing/contract.js';
import type { Change, Condition, Store } from './contract.js';
import { type ConversationRef, conversationRef, keysOf } from './keys.js';
import { openOnce, sealOnce } from './sealed.js';

/** No conversation is kept longer; an erasure takes its aliases along at once. */
const ALIAS_MS = 90 * 24 * 3_600_000;
/** An alias in use is written again after this, so that it outlives no conversation and ends before none. */
const REFRESH_MS = 24 * 3_600_000;

/** To whom a number or user id belongs, where that is not the conversation under its own name. */
export interface Alias {
  /** The identity of the conversation. */
  identity: string;
  /** Of a number: the user id that it came with last. */
  userId?: string;
  /** When the message came that says so; milliseconds since 1970. */
  at: number;
}

/** An alias as it stood in the store. */
export type Known = Alias & { value: Buffer };

export interface AliasDeps {
  store: Store;
  sealer: Sealer;
  /** The channel whose conversations are known by several names. */
  channel: string;
  /** One name for all forms in which a number is written. */
  nameOf: (value: string) => string;
}

/**
 * Other names of a conversation's identity, sealed and bounded in time. Each lies beside the conversation that would
 * bear its name, so that a message is accepted there and found to belong elsewhere in one call. Whoever is known by one
 * name alone has none.
 */
export class Aliases {
  readonly #deps: AliasDeps;

  constructor(deps: AliasDeps) {
    this.#deps = deps;
  }

  /** @throws RumboError store_unavailable */
  async get(name: string): Promise<Known | undefined> {
    const { alias: key } = keysOf(this.#refOf(name));
    const value = await this.#deps.store.get(key);
    return value && { ...openOnce<Alias>(this.#deps.sealer, key, value), value };
  }

  /** Whether a conversation lies under this very name, or is about to. */
  async isOwn(name: string): Promise<boolean> {
    const { conversation, inbox } = keysOf(this.#refOf(name));
    const [kept, waiting] = await Promise.all([this.#deps.store.get(conversation), this.#deps.store.list(inbox, 0, 1)]);
    return kept !== undefined || waiting.length > 0;
  }

  /**
   * Writes only what is new, or about to be forgotten.
   * @returns false when it is not `before` that stands there any more: nothing was written
   */
  async put(name: string, alias: Alias, before?: Known): Promise<boolean> {
    const isSame = before?.identity === alias.identity && before.userId === alias.userId;
    if (isSame && alias.at - before.at < REFRESH_MS) return true;
    const ref = this.#refOf(name);
    const [written] = await this.#deps.store.transact(ref.tag, [
      { conditions: [stands(ref, before)], changes: [this.#put(ref, alias)] },
    ]);
    return written?.done ?? false;
  }

  /**
   * The first user id that comes with a number: it is hers whose conversation lies under the number, else it begins its own.
   * @returns the identity of that conversation; undefined when the number has an alias already
   */
  async claim(number: string, userId: string, at: number): Promise<string | undefined> {
    const ref = this.#refOf(number);
    const keys = keysOf(ref);
    const own = this.#deps.nameOf(number);
    const free = stands(ref);
    const nobody: Condition[] = [
      { if: 'absent', key: keys.conversation },
      { if: 'empty', key: keys.inbox },
    ];
    const [begun, linked] = await this.#deps.store.transact(ref.tag, [
      { optional: true, conditions: [free, ...nobody], changes: [this.#put(ref, { identity: userId, userId, at })] },
      { conditions: [free], changes: [this.#put(ref, { identity: own, userId, at })] },
    ]);
    if (begun?.done) return userId;
    return linked?.done ? own : undefined;
  }

  /** Forgets the names that lead to a conversation. @param address where its answers went */
  async forget(conversation: ConversationRef, address: Record<string, string> = {}): Promise<void> {
    for (const name of Object.values(address)) {
      const known = await this.get(name);
      // A number that somebody else has now is hers.
      if (!known || this.#refOf(known.identity).id !== conversation.id) continue;
      const ref = this.#refOf(name);
      const gone: Change = { do: 'delete', key: keysOf(ref).alias };
      await this.#deps.store.transact(ref.tag, [{ conditions: [stands(ref, known)], changes: [gone] }]);
    }
  }

  #refOf(name: string): ConversationRef {
    return conversationRef(this.#deps.sealer, this.#deps.channel, this.#deps.nameOf(name));
  }

  #put(ref: ConversationRef, alias: Alias): Change {
    const { alias: key } = keysOf(ref);
    return { do: 'put', key, value: sealOnce(this.#deps.sealer, key, alias), ttlMs: ALIAS_MS };
  }
}

/** That nothing but this stands there. */
function stands(ref: ConversationRef, known?: Known): Condition {
  const { alias: key } = keysOf(ref);
  return known ? { if: 'equals', key, value: known.value } : { if: 'absent', key };
}
