import type { Channel, Sent, Settlement } from '../channels/contract.js';
import type { Meter } from '../meter.js';
import { reached } from '../points.js';
import type { DeadLetters } from '../store/deadLetters.js';
import { insist } from '../store/insist.js';
import { type ConversationRef, refFromId } from '../store/keys.js';
import { newAsker } from '../store/leases.js';
import {
  type Finished,
  type NumberedRow,
  type Outbox,
  SEND_LEASE_MS,
  type Sending,
  type Taken,
  type Told,
} from '../store/outbox.js';
import { judge, UNCERTAIN_MS } from './policy.js';
import { windowEndsAt } from './window.js';

export interface SenderDeps {
  outbox: Outbox;
  deadLetters: DeadLetters;
  channel: (name: string) => Channel | undefined;
  meter: Meter;
  now: () => number;
  random: () => number;
}

/** After this no further row is begun under the same lease, so that a slow answer to the last one still finds it held. */
const HOLD_MS = SEND_LEASE_MS / 3;

/**
 * A lease is not trusted to its end. A process that was stopped and wakes up later finds that somebody else has sent, or
 * is about to; no store can keep it from the platform, so it looks at the clock right before.
 */
const TRUSTED_MS = SEND_LEASE_MS - 5_000;

/** What became of the first row; `paused`: it is due later, and the outbox was let go. */
type Went = Finished | 'paused';

/**
 * Sends what commits left in the outbox: one conversation's rows in order, one in flight. What the outbox does not answer
 * is asked again; asked twice it does no harm.
 */
export class Sender {
  readonly #deps: SenderDeps;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Sends what can be sent now; what cannot is due later. Returns when nothing more can be done now. */
  drain(ref: ConversationRef): Promise<void> {
    return this.#inOrder(ref, () => this.#drain(ref));
  }

  /** Sends rows whose commit took the outbox along. */
  carryOn(taken: Taken): Promise<void> {
    return this.#inOrder(taken.ref, () => this.#sendAll(taken));
  }

  /** Resolves when this process sends nothing. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  /** A platform's status settles a row that was left uncertain, also where another process has it in hand. */
  async settle(_channel: string, { id, status, errorCode }: Settlement): Promise<void> {
    reached('K23');
    const ref = id && refFromId(id.split('.')[0] ?? '');
    if (!ref || !id) return;
    const failure = status === 'failed' ? (errorCode ?? 'failed') : undefined;
    const isOpen = await this.#deps.outbox.tell(ref, { rowId: id, failure });
    // Not waited for: the platform must not wait with its answer until we have sent. What fails is found by the sweep.
    if (isOpen) void this.drain(ref).catch(() => {});
    // What the platform took and then could not bring: nobody would know otherwise.
    else if (failure) await this.#bury(ref, id, failure);
    reached('K24');
  }

  /** Within this process one at a time for a conversation: whoever finds it busy would leave her waiting for the sweep. */
  #inOrder(ref: ConversationRef, task: () => Promise<void>): Promise<void> {
    const before = this.#underWay.get(ref.id);
    const mine = before ? before.catch(() => {}).then(task) : task();
    this.#underWay.set(ref.id, mine);
    const done = () => {
      if (this.#underWay.get(ref.id) === mine) this.#underWay.delete(ref.id);
    };
    mine.then(done, done);
    return mine;
  }

  async #drain(ref: ConversationRef): Promise<void> {
    const { outbox, now } = this.#deps;
    const by = newAsker();
    const taken = await insist(() => outbox.take(ref, now(), by));
    if (!taken) return;
    if (taken.rows.length === 0) await insist(() => outbox.close(taken));
    else await this.#sendAll(taken);
  }

  async #sendAll(taken: Taken): Promise<void> {
    reached('K18');
    let went: Went = 'more';
    try {
      went = await this.#sendEach(taken);
    } finally {
      if (went === 'more') await insist(() => this.#deps.outbox.release(taken));
    }
    if (went === 'more') await this.#drain(taken.ref);
  }

  async #sendEach(taken: Taken): Promise<Went> {
    const until = taken.since + HOLD_MS;
    let { begun = false } = taken;
    for (const [index, row] of taken.rows.entries()) {
      const next = this.#deps.now() < until ? taken.rows[index + 1] : undefined;
      const went = begun ? await this.#try(taken, row, 1, next) : await this.#takeUp(taken, row, next);
      if (went !== 'next') return went;
      begun = true;
    }
    return 'more';
  }

  /** The first row of an outbox that was found: it may have been tried before. */
  async #takeUp(taken: Taken, row: NumberedRow, next?: NumberedRow): Promise<Went> {
    const { now, outbox } = this.#deps;
    const before = taken.sending?.rowId === row.id ? taken.sending : undefined;
    if (taken.told?.rowId === row.id) return this.#finish(taken, row, next, taken.told.failure);
    if (before && now() < notBefore(before)) return this.#pause(taken, row, before, next);
    const attempt = (before?.attempt ?? 0) + 1;
    const sending: Sending = { rowId: row.id, attempt, state: 'inflight', at: now() };
    const begun = await insist(() => outbox.begin(taken, sending));
    return begun ? this.#try(taken, row, attempt, next) : this.#lost();
  }

  /** Whoever has the outbox now, or the sweep, sees to it. */
  #lost(): Went {
    this.#deps.meter.leaseLost('send');
    return 'lost';
  }

  async #try(taken: Taken, row: NumberedRow, attempt: number, next?: NumberedRow): Promise<Went> {
    if (this.#windowClosed(taken)) return this.#finish(taken, row, next, 'window_closed');
    reached('K19');
    if (this.#deps.now() - taken.since > TRUSTED_MS) return this.#lost();
    const sent = await this.#attempt(taken, row, attempt);
    reached('K21');
    const at = this.#deps.now();
    const verdict = judge(sent, attempt, at, this.#deps.random());
    if (verdict.do === 'done') return this.#finish(taken, row, next);
    if (verdict.do === 'dead') return this.#finish(taken, row, next, verdict.code);
    const sending: Sending =
      verdict.do === 'wait'
        ? { rowId: row.id, attempt, state: 'uncertain', at }
        : // Where the channel itself is refused the row was not tried.
          { rowId: row.id, attempt: sent.state === 'halted' ? attempt - 1 : attempt, state: 'waiting', at: verdict.at };
    return this.#pause(taken, row, sending, next);
  }

  async #attempt(taken: Taken, row: NumberedRow, attempt: number): Promise<Sent> {
    const channel = this.#deps.channel(taken.conversation.channel);
    if (!channel) return { state: 'halted', code: 'channel_missing' };
    try {
      return await channel.send({ id: row.id, address: taken.conversation.address, activity: row.activity, attempt });
    } catch {
      return { state: 'uncertain', code: 'channel_failed' };
    }
  }

  async #pause(taken: Taken, row: NumberedRow, sending: Sending, next?: NumberedRow): Promise<Went> {
    const paused = await insist(() => this.#deps.outbox.pause(taken, sending, notBefore(sending)));
    return isTold(paused) ? this.#finish(taken, row, next, paused.failure) : paused;
  }

  async #finish(taken: Taken, row: NumberedRow, next?: NumberedRow, deadCode?: string): Promise<Went> {
    const dead = deadCode === undefined ? undefined : { code: deadCode, at: this.#deps.now() };
    const following: Sending | undefined = next && {
      rowId: next.id,
      attempt: 1,
      state: 'inflight',
      at: this.#deps.now(),
    };
    const finished = await insist(() => this.#deps.outbox.finish(taken, row, following, dead));
    if (finished === 'lost') this.#deps.meter.leaseLost('send');
    else if (dead) await this.#show(taken.ref, dead.code);
    reached('K22');
    return finished;
  }

  async #show(ref: ConversationRef, code: string): Promise<void> {
    this.#deps.meter.dead(code);
    await this.#deps.deadLetters.show(ref);
  }

  async #bury(ref: ConversationRef, row: string, code: string): Promise<void> {
    this.#deps.meter.dead(code);
    await this.#deps.deadLetters.add({ conversation: ref.id, row, code, at: this.#deps.now() });
  }

  #windowClosed(taken: Taken): boolean {
    const ends = windowEndsAt(taken.conversation);
    return ends !== undefined && this.#deps.now() > ends;
  }
}

const isTold = (paused: 'paused' | Told | 'lost'): paused is Told => typeof paused === 'object';

/** A try whose end nobody told: its status gets time before the same words go out twice. */
function notBefore({ state, at }: Sending): number {
  return state === 'waiting' ? at : at + UNCERTAIN_MS;
}
