import * as z from 'zod';
import type { Sealer } from '../sealing/contract.js';
import type { Change, Condition, Store } from '../store/contract.js';
import { type ConversationRef, refFromId } from '../store/keys.js';
import { openOnce, sealOnce } from '../store/sealed.js';

/** How long a code opens its conversation, in milliseconds. */
export const KEEP_CODE_MS = 24 * 3_600_000;
/** Letters and digits that nobody takes for one another, read aloud or on a bad screen. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;
/** Bytes from here on would make the first letters more likely than the last. */
const EVEN = 256 - (256 % ALPHABET.length);
/** Of random bytes nearly all are even; so many times eight are always enough. */
const MAX_DRAWS = 100;
/** Two devices may ask for a code at once. */
const MAX_TRIES = 5;

const TAG = '{keep}';
const FORM = new RegExp(`^([${ALPHABET}]{4})([- ]?)([${ALPHABET}]{4})$`);

/** @param bytes how many · @returns as many random bytes */
export type RandomBytes = (bytes: number) => Uint8Array;

/** Words that may be a code. `sure`: written as we show it, so that they hardly can be anything else. */
export interface Read {
  code: string;
  sure: boolean;
}

/** @returns undefined for a message that is anything but a code; every code has a letter and a digit, as few words have */
export function readKeepCode(text: string): Read | undefined {
  const [, first = '', between, last = ''] = FORM.exec(text.trim().toUpperCase()) ?? [];
  const code = first + last;
  return isMixed(code) ? { code, sure: between === '-' } : undefined;
}

const isMixed = (code: string) => /[A-Z]/.test(code) && /\d/.test(code);

function draw(random: RandomBytes): string {
  let letters = '';
  for (let draws = 0; draws < MAX_DRAWS; draws += 1) {
    for (const byte of random(LENGTH)) if (byte < EVEN) letters += ALPHABET[byte % ALPHABET.length];
    const code = letters.slice(0, LENGTH);
    if (code.length === LENGTH && isMixed(code)) return code;
    if (code.length === LENGTH) letters = letters.slice(LENGTH);
  }
  throw new TypeError('The random bytes given are not random.');
}

const keptSchema = z.object({ id: z.string(), path: z.string() });

/** What a code stands for. */
export interface Kept {
  ref: ConversationRef;
  /** The path that was kept: after an erasure the same conversation has another one, and the code opens nothing. */
  path: string;
  /** Keyed hash of the code, by which it may be named in what is stored. */
  name: string;
}

/** Short codes by which a woman goes on elsewhere: one for a conversation, for a day. Only their keyed hash is stored. */
export class KeepCodes {
  readonly #store: Store;
  readonly #sealer: Sealer;

  constructor(deps: { store: Store; sealer: Sealer }) {
    this.#store = deps.store;
    this.#sealer = deps.sealer;
  }

  /** Makes a code and the one before it worthless. @returns the code as it is shown, XXXX-XXXX */
  async make({ id }: ConversationRef, path: string, random: RandomBytes): Promise<string> {
    const own = ownKey(id);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const code = draw(random);
      const name = this.#name(code);
      const before = await this.#store.get(own);
      const unchanged: Condition = before ? { if: 'equals', key: own, value: before } : { if: 'absent', key: own };
      const changes: Change[] = [
        ...(before ? [{ do: 'delete', key: codeKey(before.toString()) } as const] : []),
        {
          do: 'put',
          key: codeKey(name),
          value: sealOnce(this.#sealer, codeKey(name), { id, path }),
          ttlMs: KEEP_CODE_MS,
        },
        { do: 'put', key: own, value: Buffer.from(name), ttlMs: KEEP_CODE_MS },
      ];
      const conditions: Condition[] = [unchanged, { if: 'absent', key: codeKey(name) }];
      const [made] = await this.#store.transact(TAG, [{ conditions, changes }]);
      if (made?.done) return `${code.slice(0, 4)}-${code.slice(4)}`;
    }
    throw new TypeError('A code was asked for too often at once.');
  }

  /** @param code as `readKeepCode` gives it · @returns undefined where it is unknown, replaced or over */
  async find(code: string): Promise<Kept | undefined> {
    const name = this.#name(code);
    const value = await this.#store.get(codeKey(name));
    const { id, path } = value ? keptSchema.parse(openOnce(this.#sealer, codeKey(name), value)) : { id: '', path: '' };
    const ref = refFromId(id);
    return ref && { ref, path, name };
  }

  /** The conversation went on elsewhere, or is gone: its code opens nothing any more. */
  async spend({ id }: ConversationRef): Promise<void> {
    const name = await this.#store.get(ownKey(id));
    if (!name) return;
    const changes: Change[] = [codeKey(name.toString()), ownKey(id)].map((key) => ({ do: 'delete', key }));
    const conditions: Condition[] = [{ if: 'equals', key: ownKey(id), value: name }];
    await this.#store.transact(TAG, [{ conditions, changes }]);
  }

  #name(code: string): string {
    return this.#sealer.lookup('keep', code);
  }
}

const codeKey = (name: string) => `${TAG}c:${name}`;
const ownKey = (id: string) => `${TAG}o:${id}`;
