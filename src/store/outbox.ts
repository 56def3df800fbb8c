import type { Sealer } from '../sealing/contract.js';
import type { Change, ListEntry, Step, Store } from './contract.js';
import type { Conversation, Row } from './conversations.js';
import { type ConversationRef, keysOf } from './keys.js';
import { openWith, SALT_BYTES } from './sealed.js';

/** How far the first row has come. */
export interface Sending {
  rowId: string;
  /** Tries so far, this one included. */
  attempt: number;
  state: 'inflight' | 'uncertain' | 'waiting';
  /** When it was tried; while `waiting`, when it may be tried again. */
  at: number;
}

/** The outbox of one conversation in the hands of one sender. */
export interface Taken {
  ref: ConversationRef;
  lease: number;
  conversation: Conversation;
  rows: (Row & { number: number })[];
  sending?: Sending;
}

/** Longer than any one request to a platform may take. */
export const SEND_LEASE_MS = 60_000;
/** Rows read at once. */
const ROWS = 50;

/** Rows leave in order: the first one is sent, settled and removed before the second is looked at. */
export class Outbox {
  readonly #store: Store;
  readonly #sealer: Sealer;

  constructor(deps: { store: Store; sealer: Sealer }) {
    this.#store = deps.store;
    this.#sealer = deps.sealer;
  }

  /** @returns undefined while another sender has it, or when nothing is there */
  async take(ref: ConversationRef): Promise<Taken | undefined> {
    const keys = keysOf(ref);
    const step: Step = {
      changes: [{ do: 'lease', key: keys.sendLease, ttlMs: SEND_LEASE_MS }],
      reads: [
        { read: 'value', key: keys.conversation },
        { read: 'list', key: keys.outbox, limit: ROWS },
        { read: 'value', key: keys.sending },
      ],
    };
    const [taken] = await this.#store.transact(ref.tag, [step]);
    if (!taken?.done || taken.lease === undefined) return undefined;
    const [value, rows, sending] = taken.reads as [Buffer | undefined, ListEntry[], Buffer | undefined];
    if (!value) {
      await this.release({ ref, lease: taken.lease });
      return undefined;
    }
    const salt = value.subarray(0, SALT_BYTES);
    return {
      ref,
      lease: taken.lease,
      conversation: openWith<Conversation>(this.#sealer, salt, keys.conversation, value.subarray(SALT_BYTES)),
      rows: rows.map((row) => ({ ...openWith<Row>(this.#sealer, salt, keys.outbox, row.value), number: row.number })),
      sending: sending && (JSON.parse(sending.toString()) as Sending),
    };
  }

  /** How far the first row has come, without taking anything. */
  async sending(ref: ConversationRef): Promise<Sending | undefined> {
    const value = await this.#store.get(keysOf(ref).sending);
    return value && (JSON.parse(value.toString()) as Sending);
  }

  /** Writes how far the first row is, and when to look again. @returns false when the lease was lost */
  async note(taken: Taken, sending: Sending, lookAgainAt: number): Promise<boolean> {
    const keys = keysOf(taken.ref);
    return this.#write(taken, [
      { do: 'put', key: keys.sending, value: Buffer.from(JSON.stringify(sending)) },
      { do: 'schedule', key: keys.due, member: `send:${taken.ref.id}`, at: lookAgainAt },
    ]);
  }

  /** The row is done with, one way or another. @returns false when the lease was lost */
  async remove(taken: Taken, number: number): Promise<boolean> {
    const keys = keysOf(taken.ref);
    const changes: Change[] = [
      { do: 'trim', key: keys.outbox, number },
      { do: 'delete', key: keys.sending },
    ];
    const nothingLeft: Step = {
      conditions: [{ if: 'empty', key: keys.outbox }],
      changes: [{ do: 'unschedule', key: keys.due, member: `send:${taken.ref.id}` }],
    };
    return this.#write(taken, changes, nothingLeft);
  }

  async release(taken: Pick<Taken, 'ref' | 'lease'>): Promise<void> {
    const { sendLease } = keysOf(taken.ref);
    await this.#store.transact(taken.ref.tag, [{ changes: [{ do: 'release', key: sendLease, lease: taken.lease }] }]);
  }

  async #write(taken: Taken, changes: Change[], ...after: Step[]): Promise<boolean> {
    const { sendLease } = keysOf(taken.ref);
    const [written] = await this.#store.transact(taken.ref.tag, [
      { conditions: [{ if: 'held', key: sendLease, lease: taken.lease }], changes },
      ...after,
    ]);
    return written?.done ?? false;
  }
}
