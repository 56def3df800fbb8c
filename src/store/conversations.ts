import { isStoreAway, RumboError } from '../errors.js';
import type { Case } from '../handoff/contract.js';
import type { Sealer } from '../sealing/contract.js';
import { type ChangesDeps, changesOf } from './changesOf.js';
import {
  type Found,
  firstAlong,
  isNoted,
  isSaidAgain,
  type Mark,
  markOf,
  takenAlong,
  type Writing,
  written,
} from './committing.js';
import type { Change, ListEntry, Step, StepResult, Store } from './contract.js';
import type { Commit, Conversation, Held, Numbered, Spoken, Waiting } from './conversation.js';
import { DEDUPE_HOURS, hours, seenAs } from './dedupe.js';
import { insist } from './insist.js';
import { PATIENT_MS } from './inTime.js';
import { type ConversationRef, keysOf } from './keys.js';
import { newAsker } from './leases.js';
import { firstTry, type Taken, takeToSend } from './outbox.js';
import { openPacked } from './packed.js';
import { isUnanswered } from './refused.js';
import { openOnce, openWith, SALT_BYTES, sealOnce } from './sealed.js';

export type * from './conversation.js';
export type { ConversationRef } from './keys.js';

/** How long a process may work on a conversation before another takes it over. A turn takes milliseconds. */
export const LEASE_MS = 30_000;
/** Messages read at once; a flood is read in parts. */
const MAX_WAITING = 100;

/**
 * `stale`: the lease was lost and nothing was written; `more`: messages wait, and the lease is kept unless an answer had
 * to be looked up.
 * `toSend`: nothing else waited to be sent, and the outbox with the commit's rows is in our hands.
 */
export interface Committed {
  state: 'done' | 'more' | 'stale';
  toSend?: Taken;
}

/** A message and what it was sealed to. */
interface Sealed {
  value: Buffer;
  waiting: Omit<Waiting, 'number'>;
}

/** A conversation as it is stored, and lines of its transcript. */
interface Lines {
  value: Buffer;
  lines: Numbered[];
}

export type AcceptOutcome = { outcome: 'accepted' | 'duplicate' | 'renamed'; held?: Held };

/** Conversations in the store: accept, hold, commit, each one atomic write under the conversation's tag. */
export class Conversations {
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #now: () => number;
  readonly #alsoDue: ChangesDeps['alsoDue'];
  readonly #onBroken: (error: unknown) => void;

  /** @param deps.onBroken told of a value that does not open; the conversation goes on without it */
  constructor(deps: ChangesDeps & { store: Store; onBroken?: (error: unknown) => void }) {
    this.#onBroken = deps.onBroken ?? (() => {});
    this.#store = deps.store;
    this.#sealer = deps.sealer;
    this.#now = deps.now;
    this.#alsoDue = deps.alsoDue;
  }

  /**
   * Appends a message, once for its id, and takes the conversation if nobody has it. Waits for the answer longer than its
   * sender does: whoever holds the conversation must know it.
   * @param options.unlessRenamed only while its name has no alias
   * @param options.by who asks for the conversation; `hold` gives it to the same asker where the answer got lost
   * @throws RumboError store_unavailable
   */
  async accept(
    ref: ConversationRef,
    dedupeId: string,
    waiting: Omit<Waiting, 'number'>,
    { unlessRenamed, by }: { unlessRenamed?: boolean; by?: string } = {},
  ): Promise<AcceptOutcome> {
    const keys = keysOf(ref);
    const at = this.#now();
    const value = sealOnce(this.#sealer, keys.inbox, waiting);
    const append: Step = {
      changes: [
        { do: 'once', key: keys.seen, member: seenAs(this.#sealer, dedupeId), at: hours(at) },
        { do: 'append', key: keys.inbox, value },
        { do: 'forget', key: keys.seen, before: hours(at) - DEDUPE_HOURS },
        { do: 'schedule', key: keys.due, member: `turn:${ref.id}`, at: at + LEASE_MS },
      ],
    };
    const named: Step[] = unlessRenamed ? [{ conditions: [{ if: 'absent', key: keys.alias }] }] : [];
    const results = await this.#store.transact(ref.tag, [...named, append, this.#take(ref, by)], PATIENT_MS);
    const [appended, taken] = results.slice(named.length);
    if (unlessRenamed && !results[0]?.done) return { outcome: 'renamed' };
    if (!appended?.done) return { outcome: 'duplicate' };
    return { outcome: 'accepted', held: taken ? this.#held(ref, taken, { value, waiting }) : undefined };
  }

  /**
   * Takes the conversation. @returns undefined while another process holds it
   * @param by whoever asks again where the store did not answer, and waits longer; where nobody is named, what may have
   * been given is given back
   */
  async hold(ref: ConversationRef, by?: string): Promise<Held | undefined> {
    const asker = by ?? newAsker();
    try {
      const [taken] = await this.#store.transact(
        ref.tag,
        [this.#take(ref, asker)],
        by === undefined ? undefined : PATIENT_MS,
      );
      return taken && this.#held(ref, taken);
    } catch (error) {
      if (by === undefined && isUnanswered(error)) this.giveBack(ref, { by: asker });
      throw error;
    }
  }

  /** As soon as the store is back, in the background; until then, and where that fails, the lease ends by itself. */
  giveBack(ref: ConversationRef, whose: { by: string } | { lease: number }): void {
    const released: Step = { changes: [{ do: 'release', key: keysOf(ref).turnLease, ...whose }] };
    insist(() => this.#store.transact(ref.tag, [released])).catch(() => {});
  }

  /**
   * Takes a conversation anew whose last write got no answer: what was written is found there, and what was not is not
   * written any more.
   * @returns undefined while another process holds it
   */
  async retake(held: Held, by: string): Promise<Held | undefined> {
    const release: Step = { changes: [{ do: 'release', key: keysOf(held.ref).turnLease, lease: held.lease }] };
    const [, taken] = await this.#store.transact(held.ref.tag, [release, this.#take(held.ref, by)], PATIENT_MS);
    return taken && this.#held(held.ref, taken);
  }

  /** The same, with the messages that came since. */
  async refresh(held: Held): Promise<Held> {
    const entries = await this.#store.list(keysOf(held.ref).inbox);
    return { ...held, ...this.#waiting(held.ref, entries) };
  }

  /**
   * Writes a turn, takes the outbox along where nothing else waits in it, and lets the conversation go when no message
   * waits. Where the answer gets lost it is looked up by the conversation or the case that was written, and what was not
   * written is written then.
   */
  async commit(held: Held, commit: Commit): Promise<Committed> {
    const writing: Writing = {
      commit,
      changes: changesOf({ sealer: this.#sealer, now: this.#now, alsoDue: this.#alsoDue }, held, commit),
      since: this.#now(),
    };
    const mark = markOf(held.ref, writing.changes);
    try {
      return await this.#write(held, writing);
    } catch (error) {
      if (!isStoreAway(error)) throw error;
      if (mark) return this.#settle(held, writing, mark);
      this.giveBack(held.ref, { lease: held.lease });
      throw error;
    }
  }

  /**
   * As soon as the store is back: what became of a write without an answer. What was not written is written now, under a
   * new number, so that the old one cannot come late; but only while the lease was never lost, so that nobody wrote since,
   * and only where nobody says it again: a coordinator does.
   * @throws RumboError store_unavailable where it was not written, or where that cannot be known any more
   */
  async #settle(held: Held, writing: Writing, mark: Mark): Promise<Committed> {
    let mine = held;
    const committed = await insist(async () => {
      const found = await this.#found(mine, mark.key);
      if (found.lease !== undefined) mine = { ...mine, lease: found.lease };
      if (found.value?.equals(mark.value) || isNoted(writing, found)) return written(held, writing, found);
      return found.lease === undefined || isSaidAgain(writing.commit) ? undefined : this.#write(mine, writing);
    });
    // Whoever committed knows the old number only. Where the store is away again, that lease ends by itself.
    if (committed?.state !== 'done') await this.release(mine).catch(unlessAway);
    if (!committed) throw new RumboError('store_unavailable', 'A write got lost.');
    return committed;
  }

  /** What stands there now; `lease`: the conversation was in our hands all the time, and is under this number. */
  async #found({ ref, lease }: Held, mark: string): Promise<Found> {
    const { turnLease, sending, sendLease } = keysOf(ref);
    const results = await this.#store.transact(
      ref.tag,
      [
        { reads: [mark, sending, sendLease].map((key) => ({ read: 'value', key })) },
        {
          conditions: [{ if: 'held', key: turnLease, lease }],
          changes: [{ do: 'release', key: turnLease, lease }],
        },
        { changes: [{ do: 'lease', key: turnLease, ttlMs: LEASE_MS }] },
      ],
      PATIENT_MS,
    );
    const [value, noted, holder] = (results[0]?.reads ?? []) as (Buffer | undefined)[];
    return { lease: results[2]?.lease, value, sending: noted, sendLease: holder };
  }

  async #write(held: Held, { commit, changes, since }: Writing): Promise<Committed> {
    const { turnLease } = keysOf(held.ref);
    const write: Step = { conditions: [{ if: 'held', key: turnLease, lease: held.lease }], changes };
    const sending = this.#sendsAlong(held, commit, since);
    const results = await this.#store.transact(held.ref.tag, [...sending, write, this.#letGo(held)], PATIENT_MS);
    const [wrote, released] = results.slice(sending.length);
    if (!wrote?.done) return { state: 'stale' };
    const toSend = sending.length > 0 ? takenAlong(held, commit, { lease: results[0]?.lease, since }) : undefined;
    return { state: released?.done ? 'done' : 'more', ...(toSend && { toSend }) };
  }

  /** Gives a conversation back unchanged. */
  async release(held: Held): Promise<void> {
    const { turnLease } = keysOf(held.ref);
    const release: Step = { changes: [{ do: 'release', key: turnLease, lease: held.lease }] };
    try {
      await this.#store.transact(held.ref.tag, [release]);
    } catch (error) {
      if (isStoreAway(error)) this.giveBack(held.ref, { lease: held.lease });
      throw error;
    }
  }

  /** Reads without taking. */
  async read(ref: ConversationRef): Promise<{ salt: Buffer; conversation: Conversation; case?: Case } | undefined> {
    const keys = keysOf(ref);
    const value = await this.#store.get(keys.conversation);
    if (!value) return undefined;
    const opened = this.#open(ref, value, await this.#store.get(keys.case));
    return opened.conversation && { ...opened, conversation: opened.conversation };
  }

  /** True once its tokens open nothing any more. */
  async isRevoked(ref: ConversationRef): Promise<boolean> {
    const value = await this.#store.get(keysOf(ref).conversation);
    return this.#open(ref, value).conversation?.revoked === true;
  }

  /** Lines after `after`, oldest first; undefined when there is no such conversation. */
  async transcript(ref: ConversationRef, after = 0, limit?: number): Promise<Numbered[] | undefined> {
    return (await this.#lines(ref, after, limit))?.lines;
  }

  /** The same, for whoever follows it: with whether its tokens open nothing any more. */
  async news(
    ref: ConversationRef,
    after: number,
    limit: number,
  ): Promise<{ lines: Numbered[]; isRevoked: boolean } | undefined> {
    const found = await this.#lines(ref, after, limit);
    return found && { lines: found.lines, isRevoked: this.#open(ref, found.value).conversation?.revoked === true };
  }

  /** Read at once, so that no erasure comes between: lines open only with the key beside them. */
  async #lines(ref: ConversationRef, after: number, limit?: number): Promise<Lines | undefined> {
    const keys = keysOf(ref);
    const [found] = await this.#store.transact(ref.tag, [
      {
        reads: [
          { read: 'value', key: keys.conversation },
          { read: 'list', key: keys.transcript, after, limit },
        ],
      },
    ]);
    const [value, entries] = (found?.reads ?? []) as [Buffer | undefined, ListEntry[]];
    if (!value) return undefined;
    const open = ({ value: sealed, number }: ListEntry): Numbered => ({
      ...openWith<Spoken>(this.#sealer, value.subarray(0, SALT_BYTES), keys.transcript, sealed),
      number,
    });
    return { value, lines: entries.map(open) };
  }

  /**
   * Removes every key of a conversation but the hashed ids that keep late duplicates out.
   * @returns false when a message waits: then nothing was removed
   */
  async destroy(ref: ConversationRef, options: { keepSeen: boolean }): Promise<boolean> {
    const { due, records: _shared, alias: _names, seen, ...own } = keysOf(ref);
    const gone = options.keepSeen ? Object.values(own) : [...Object.values(own), seen];
    const members = [
      'turn',
      'send',
      'hold',
      'case',
      'webhook',
      'mail',
      'expire',
      'media',
      ...(options.keepSeen ? [] : ['tombstone']),
    ];
    const [removed] = await this.#store.transact(ref.tag, [
      {
        conditions: [{ if: 'empty', key: own.inbox }],
        changes: [
          ...gone.map((key): Change => ({ do: 'delete', key })),
          ...members.map((kind): Change => ({ do: 'unschedule', key: due, member: `${kind}:${ref.id}` })),
        ],
      },
    ]);
    return removed?.done ?? false;
  }

  #take(ref: ConversationRef, by?: string): Step {
    const keys = keysOf(ref);
    return {
      changes: [{ do: 'lease', key: keys.turnLease, ttlMs: LEASE_MS, by }],
      reads: [
        { read: 'value', key: keys.conversation },
        { read: 'value', key: keys.case },
        { read: 'list', key: keys.inbox, limit: MAX_WAITING },
      ],
    };
  }

  #sendsAlong({ ref, lease }: Held, commit: Commit, at: number): Step[] {
    const first = firstAlong(commit);
    return first ? [takeToSend(ref, lease, firstTry(first, at))] : [];
  }

  #letGo(held: Held): Step {
    const keys = keysOf(held.ref);
    return {
      conditions: [{ if: 'empty', key: keys.inbox }],
      changes: [
        { do: 'delete', key: keys.inbox },
        { do: 'release', key: keys.turnLease, lease: held.lease },
        { do: 'unschedule', key: keys.due, member: `turn:${held.ref.id}` },
      ],
    };
  }

  /** @param own what was sealed just now, and need not be opened */
  #held(ref: ConversationRef, taken: StepResult, own?: Sealed): Held | undefined {
    if (!taken.done || taken.lease === undefined) return undefined;
    const [value, kase, entries] = taken.reads as [Buffer | undefined, Buffer | undefined, ListEntry[]];
    return { ref, lease: taken.lease, ...this.#open(ref, value, kase), ...this.#waiting(ref, entries, own) };
  }

  #open(
    ref: ConversationRef,
    value?: Buffer,
    kase?: Buffer,
  ): { salt: Buffer; conversation?: Conversation; case?: Case } {
    if (!value) return { salt: this.#sealer.newSalt() };
    const keys = keysOf(ref);
    const salt = Buffer.from(value.subarray(0, SALT_BYTES));
    return {
      salt,
      conversation: this.#unlessBroken(() =>
        openPacked<Conversation>(this.#sealer, salt, keys.conversation, value.subarray(SALT_BYTES)),
      ),
      case: kase && this.#unlessBroken(() => openWith<Case>(this.#sealer, salt, keys.case, kase)),
    };
  }

  /** One entry that does not open must not keep those after it from her. */
  #waiting(ref: ConversationRef, entries: ListEntry[], own?: Sealed): Pick<Held, 'waiting' | 'broken'> {
    const { inbox } = keysOf(ref);
    const waiting: Waiting[] = [];
    let broken: number | undefined;
    for (const { number, value } of entries) {
      const opened = own?.value.equals(value)
        ? own.waiting
        : this.#unlessBroken(() => openOnce<Sealed['waiting']>(this.#sealer, inbox, value));
      if (opened) waiting.push({ ...opened, number });
      else broken = number;
    }
    return { waiting, ...(broken !== undefined && { broken }) };
  }

  /** @throws whatever is no broken seal */
  #unlessBroken<T>(open: () => T): T | undefined {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof RumboError && error.code === 'seal_broken')) throw error;
      this.#onBroken(error);
      return undefined;
    }
  }
}

const unlessAway = (error: unknown): void => {
  if (!isStoreAway(error)) throw error;
};
