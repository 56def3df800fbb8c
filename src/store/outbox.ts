import type { Sealer } from '../sealing/contract.js';
import type { Change, ListEntry, Step, Store } from './contract.js';
import type { Conversation, Row } from './conversations.js';
import { buried } from './deadLetters.js';
import { PATIENT_MS } from './inTime.js';
import { type ConversationRef, keysOf } from './keys.js';
import { openPacked } from './packed.js';
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

/** What the platform's status told of a row that was in flight. */
export interface Told {
  rowId: string;
  /** Why it did not arrive; undefined when it did. */
  failure?: string;
}

export type NumberedRow = Row & { number: number };

/** The outbox of one conversation in the hands of one sender. */
export interface Taken {
  ref: ConversationRef;
  lease: number;
  salt: Buffer;
  conversation: Conversation;
  rows: NumberedRow[];
  sending?: Sending;
  told?: Told;
  /** When the lease was asked for, by our clock: it ends SEND_LEASE_MS later at the soonest. */
  since: number;
  /** The commit that wrote the rows noted the first as in flight. */
  begun?: boolean;
}

/** Longer than any one request to a platform may take. */
export const SEND_LEASE_MS = 60_000;
/** Rows read at once. */
const ROWS = 50;
/** What a status told is of use only until the row is looked at again. */
const TOLD_MS = 10 * 60_000;

/** What became of the outbox when its first row was done with. */
export type Finished = 'next' | 'over' | 'more' | 'lost';

/** Rows leave in order: the first one is sent, settled and removed before the second is looked at. */
export class Outbox {
  readonly #store: Store;
  readonly #sealer: Sealer;

  constructor(deps: { store: Store; sealer: Sealer }) {
    this.#store = deps.store;
    this.#sealer = deps.sealer;
  }

  /**
   * @param since now @param by who asks: the same asker gets it again where the answer got lost
   * @returns undefined while another sender has it, or when there is no such conversation
   */
  async take(ref: ConversationRef, since: number, by: string): Promise<Taken | undefined> {
    const keys = keysOf(ref);
    const step: Step = {
      changes: [{ do: 'lease', key: keys.sendLease, ttlMs: SEND_LEASE_MS, by }],
      reads: [
        { read: 'value', key: keys.conversation },
        { read: 'list', key: keys.outbox, limit: ROWS },
        { read: 'value', key: keys.sending },
        { read: 'value', key: keys.told },
      ],
    };
    const [taken] = await this.#store.transact(ref.tag, [step], PATIENT_MS);
    if (!taken?.done || taken.lease === undefined) return undefined;
    const [value, rows, sending, told] = taken.reads as [Buffer | undefined, ListEntry[], ...(Buffer | undefined)[]];
    if (!value) {
      await this.release({ ref, lease: taken.lease });
      return undefined;
    }
    const salt = Buffer.from(value.subarray(0, SALT_BYTES));
    return {
      ref,
      salt,
      since,
      lease: taken.lease,
      conversation: openPacked<Conversation>(this.#sealer, salt, keys.conversation, value.subarray(SALT_BYTES)),
      rows: rows.map((row) => ({ ...openWith<Row>(this.#sealer, salt, keys.outbox, row.value), number: row.number })),
      sending: parsed<Sending>(sending),
      told: parsed<Told>(told),
    };
  }

  /** Keeps what a status says of the row in flight, for whoever has it in hand. @returns false where it is not in flight */
  async tell(ref: ConversationRef, told: Told): Promise<boolean> {
    const keys = keysOf(ref);
    const value = await this.#store.get(keys.sending);
    const sending = parsed<Sending>(value);
    if (!value || sending?.rowId !== told.rowId || sending.state === 'waiting') return false;
    const [kept] = await this.#store.transact(ref.tag, [
      {
        conditions: [{ if: 'equals', key: keys.sending, value }],
        changes: [{ do: 'put', key: keys.told, value: json(told), ttlMs: TOLD_MS }],
      },
    ]);
    return kept?.done ?? false;
  }

  /** Writes that the first row goes out now. @returns false when the lease was lost */
  async begin(taken: Taken, sending: Sending): Promise<boolean> {
    const [written] = await this.#store.transact(taken.ref.tag, [
      { conditions: [held(taken)], changes: noted(taken.ref, sending, sending.at + SEND_LEASE_MS) },
    ]);
    return written?.done ?? false;
  }

  /**
   * Writes that the first row waits, and lets the outbox go; may be done twice.
   * @returns `told` where a status came meanwhile: then nothing was written and the outbox is still held
   */
  async pause(taken: Taken, sending: Sending, lookAgainAt: number): Promise<'paused' | Told | 'lost'> {
    const keys = keysOf(taken.ref);
    const changes: Change[] = [
      ...noted(taken.ref, sending, lookAgainAt),
      { do: 'release', key: keys.sendLease, lease: taken.lease },
    ];
    const steps: Step[] = [
      { conditions: [held(taken), { if: 'absent', key: keys.told }], changes, optional: true },
      { conditions: [held(taken)], reads: [{ read: 'value', key: keys.told }] },
    ];
    const [written, looked] = await this.#store.transact(taken.ref.tag, steps, PATIENT_MS);
    if (written?.done) return 'paused';
    const told = parsed<Told>(looked?.reads[0] as Buffer | undefined);
    return told ?? 'lost';
  }

  /** The first row is done with, one way or another; may be done twice. @param next goes out now, under the same lease */
  async finish(taken: Taken, row: NumberedRow, next?: Sending, dead?: { code: string; at: number }): Promise<Finished> {
    const keys = keysOf(taken.ref);
    const after: Change[] = next
      ? noted(taken.ref, next, next.at + SEND_LEASE_MS)
      : [{ do: 'delete', key: keys.sending }];
    const done: Step = {
      conditions: [held(taken)],
      changes: [
        { do: 'trim', key: keys.outbox, number: row.number },
        { do: 'delete', key: keys.told },
        ...(dead ? buried({ ...taken, sealer: this.#sealer }, row, dead.code, dead.at) : []),
        ...after,
      ],
    };
    const steps = next ? [done] : [done, letGo(taken)];
    const [written, emptied] = await this.#store.transact(taken.ref.tag, steps, PATIENT_MS);
    if (!written?.done) return 'lost';
    if (next) return 'next';
    return emptied?.done ? 'over' : 'more';
  }

  /** Lets go of an outbox in which nothing was found. */
  async close(taken: Taken): Promise<void> {
    const [emptied] = await this.#store.transact(taken.ref.tag, [letGo(taken)]);
    if (!emptied?.done) await this.release(taken);
  }

  async release(taken: Pick<Taken, 'ref' | 'lease'>): Promise<void> {
    const { sendLease } = keysOf(taken.ref);
    await this.#store.transact(taken.ref.tag, [{ changes: [{ do: 'release', key: sendLease, lease: taken.lease }] }]);
  }
}

/**
 * Part of a commit that adds rows: where nothing waits to be sent, whoever commits sends, and the first row is noted as
 * in flight at once. The list starts anew, so the rows are numbered from 1.
 */
export function takeToSend(ref: ConversationRef, turnLease: number, first: Sending): Step {
  const keys = keysOf(ref);
  return {
    optional: true,
    conditions: [
      { if: 'held', key: keys.turnLease, lease: turnLease },
      { if: 'empty', key: keys.outbox },
    ],
    changes: [
      { do: 'delete', key: keys.outbox },
      { do: 'lease', key: keys.sendLease, ttlMs: SEND_LEASE_MS },
      ...noted(ref, first, first.at + SEND_LEASE_MS),
    ],
  };
}

/** An empty outbox leaves nothing behind. */
function letGo({ ref, lease }: Taken): Step {
  const keys = keysOf(ref);
  return {
    conditions: [{ if: 'empty', key: keys.outbox }],
    changes: [
      { do: 'delete', key: keys.outbox },
      { do: 'unschedule', key: keys.due, member: `send:${ref.id}` },
      { do: 'release', key: keys.sendLease, lease },
    ],
  };
}

const noted = (ref: ConversationRef, sending: Sending, lookAgainAt: number): Change[] => [
  { do: 'put', key: keysOf(ref).sending, value: asNoted(sending) },
  { do: 'schedule', key: keysOf(ref).due, member: `send:${ref.id}`, at: lookAgainAt },
];

const held = ({ ref, lease }: Taken) => ({ if: 'held', key: keysOf(ref).sendLease, lease }) as const;

/** A sending as it stands in the store. */
export const asNoted = (sending: Sending): Buffer => json(sending);

/** How far a row is that a commit takes along. */
export const firstTry = ({ id }: Row, at: number): Sending => ({ rowId: id, attempt: 1, state: 'inflight', at });

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const parsed = <T>(value: Buffer | undefined): T | undefined => value && (JSON.parse(value.toString()) as T);
