import type { Sealer } from '../sealing/contract.js';
import type { Change, Store } from './contract.js';
import { conversationRef } from './keys.js';
import { openOnce, sealOnce } from './sealed.js';

/** No conversation is kept longer; an erasure takes its aliases along at once. */
const ALIAS_MS = 90 * 24 * 3_600_000;
/** An alias in use is written again after this, so that it outlives no conversation and ends before none. */
const REFRESH_MS = 24 * 3_600_000;

/** To whom a number or user id belongs. */
export interface Alias {
  /** The identity of the conversation. */
  identity: string;
  /** Of a number: the user id that it came with last. */
  userId?: string;
  /** When the message came that says so; milliseconds since 1970. */
  at: number;
}

export interface AliasDeps {
  store: Store;
  sealer: Sealer;
  now: () => number;
  /** One name for all forms in which a number is written. */
  nameOf: (value: string) => string;
}

/** Other names of a conversation's identity, each under its keyed hash, sealed, and bounded in time. */
export class Aliases {
  readonly #deps: AliasDeps;

  constructor(deps: AliasDeps) {
    this.#deps = deps;
  }

  /** @throws RumboError store_unavailable */
  async get(name: string): Promise<Alias | undefined> {
    const { key } = this.#placeOf(name);
    const value = await this.#deps.store.get(key);
    return value && openOnce<Alias>(this.#deps.sealer, key, value);
  }

  /** Writes only what is new, or about to be forgotten. */
  async set(name: string, alias: Alias, before?: Alias): Promise<void> {
    const isSame = before?.identity === alias.identity && before.userId === alias.userId;
    if (isSame && alias.at - before.at < REFRESH_MS) return;
    const { tag, key } = this.#placeOf(name);
    const value = sealOnce(this.#deps.sealer, key, alias);
    await this.#change(tag, { do: 'put', key, value, ttlMs: ALIAS_MS });
  }

  /** Forgets the names of a conversation. @param address where its answers went */
  async forget(address: Record<string, string> = {}): Promise<void> {
    for (const name of Object.values(address)) {
      const { tag, key } = this.#placeOf(name);
      await this.#change(tag, { do: 'delete', key });
    }
  }

  #placeOf(name: string): { tag: string; key: string } {
    const { tag, id } = conversationRef(this.#deps.sealer, 'alias', this.#deps.nameOf(name));
    return { tag, key: `${tag}a:${id}` };
  }

  async #change(tag: string, change: Change): Promise<void> {
    await this.#deps.store.transact(tag, [{ changes: [change] }]);
  }
}
