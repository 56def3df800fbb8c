import type { Channel, Sent, Settlement } from '../channels/contract.js';
import type { DeadLetters } from '../store/deadLetters.js';
import type { ConversationRef } from '../store/keys.js';
import { refFromId } from '../store/keys.js';
import { type Outbox, SEND_LEASE_MS, type Sending, type Taken } from '../store/outbox.js';
import { judge, UNCERTAIN_MS } from './policy.js';
import { windowEndsAt } from './window.js';

export interface SenderDeps {
  outbox: Outbox;
  deadLetters: DeadLetters;
  channel: (name: string) => Channel | undefined;
  now: () => number;
  random: () => number;
}

type Row = Taken['rows'][number];

/** After this no further row is begun under the same lease, so that a slow answer to the last one still finds it held. */
const HOLD_MS = SEND_LEASE_MS / 3;

/** Sends what commits left in the outbox: one conversation's rows in order, one in flight. */
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

  /** Resolves when this process sends nothing. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  /** A platform's status settles a row that was left uncertain. */
  async settle(_channel: string, settlement: Settlement): Promise<void> {
    const ref = settlement.id && refFromId(settlement.id.split('.')[0] ?? '');
    if (!ref || !(await this.#isOpen(ref, settlement))) return;
    await this.#inOrder(ref, () => this.#settle(ref, settlement));
  }

  /** Within this process one at a time for a conversation: whoever finds it busy would leave her waiting for the sweep. */
  #inOrder(ref: ConversationRef, task: () => Promise<void>): Promise<void> {
    const before = this.#underWay.get(ref.id) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(task);
    this.#underWay.set(ref.id, mine);
    const done = () => {
      if (this.#underWay.get(ref.id) === mine) this.#underWay.delete(ref.id);
    };
    mine.then(done, done);
    return mine;
  }

  /** Most statuses tell of what is long settled; those take nothing from anybody. */
  async #isOpen(ref: ConversationRef, { id }: Settlement): Promise<boolean> {
    const sending = await this.#deps.outbox.sending(ref);
    return sending?.rowId === id && sending?.state !== 'waiting';
  }

  async #drain(ref: ConversationRef): Promise<void> {
    const taken = await this.#deps.outbox.take(ref);
    if (!taken) return;
    const until = this.#deps.now() + HOLD_MS;
    try {
      for (const [index, row] of taken.rows.entries()) {
        if (this.#deps.now() >= until) break;
        if (!(await this.#send(taken, row, index === 0))) return;
      }
    } finally {
      await this.#deps.outbox.release(taken);
    }
    if (taken.rows.length > 0) await this.#drain(ref);
  }

  async #settle(ref: ConversationRef, settlement: Settlement): Promise<void> {
    const taken = await this.#deps.outbox.take(ref);
    if (!taken) return;
    const [row] = taken.rows;
    const uncertain =
      taken.sending?.state !== 'waiting' && taken.sending?.rowId === settlement.id && row?.id === settlement.id;
    if (uncertain && row)
      await this.#finish(taken, row, settlement.status === 'failed' ? (settlement.errorCode ?? 'failed') : undefined);
    await this.#deps.outbox.release(taken);
    if (uncertain) await this.#drain(ref);
  }

  /** @returns whether the next row may follow */
  async #send(taken: Taken, row: Row, first: boolean): Promise<boolean> {
    const { now, outbox } = this.#deps;
    const before = first && taken.sending?.rowId === row.id ? taken.sending : undefined;
    if (before && now() < notBefore(before)) {
      await outbox.note(taken, before, notBefore(before));
      return false;
    }
    const attempt = (before?.attempt ?? 0) + 1;
    if (this.#windowClosed(taken)) return this.#finish(taken, row, 'window_closed');
    const noted = await outbox.note(
      taken,
      { rowId: row.id, attempt, state: 'inflight', at: now() },
      now() + SEND_LEASE_MS,
    );
    if (!noted) return false;
    const sent = await this.#attempt(taken, row, attempt);
    return this.#follow(taken, row, attempt, sent);
  }

  async #attempt(taken: Taken, row: Row, attempt: number): Promise<Sent> {
    const channel = this.#deps.channel(taken.conversation.channel);
    if (!channel) return { state: 'halted', code: 'channel_missing' };
    try {
      return await channel.send({ id: row.id, address: taken.conversation.address, activity: row.activity, attempt });
    } catch {
      return { state: 'uncertain', code: 'channel_failed' };
    }
  }

  async #follow(taken: Taken, row: Row, attempt: number, sent: Sent): Promise<boolean> {
    const at = this.#deps.now();
    const verdict = judge(sent, attempt, at, this.#deps.random());
    if (verdict.do === 'done') return this.#finish(taken, row);
    if (verdict.do === 'dead') return this.#finish(taken, row, verdict.code);
    const sending: Sending =
      verdict.do === 'wait'
        ? { rowId: row.id, attempt, state: 'uncertain', at }
        : // Where the channel itself is refused the row was not tried.
          { rowId: row.id, attempt: sent.state === 'halted' ? attempt - 1 : attempt, state: 'waiting', at: verdict.at };
    await this.#deps.outbox.note(taken, sending, notBefore(sending));
    return false;
  }

  async #finish(taken: Taken, row: Row, deadCode?: string): Promise<boolean> {
    if (deadCode)
      await this.#deps.deadLetters.add({
        conversation: taken.ref.id,
        row: row.id,
        code: deadCode,
        at: this.#deps.now(),
      });
    return this.#deps.outbox.remove(taken, row.number);
  }

  #windowClosed(taken: Taken): boolean {
    const ends = windowEndsAt(taken.conversation);
    return ends !== undefined && this.#deps.now() > ends;
  }
}

/** A try whose end nobody told: its status gets time before the same words go out twice. */
function notBefore({ state, at }: Sending): number {
  return state === 'waiting' ? at : at + UNCERTAIN_MS;
}
