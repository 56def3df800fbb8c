import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';
import { project } from '../store/projection.js';
import { openOnce, sealOnce } from '../store/sealed.js';
import { isOpen } from './cases.js';
import type { Case } from './contract.js';

const TAG = '{console}';
const INDEX = `${TAG}queue`;
const entryKey = (id: string) => `${TAG}q:${id}`;

/** More open cases than people could ever answer; beyond it the oldest come first. */
const MAX_QUEUE = 500;

export interface QueueDeps {
  store: Store;
  sealer: Sealer;
  /** The case as its conversation has it now. */
  caseOf: (id: string) => Promise<Case | undefined>;
}

/**
 * The console's list of open cases: a projection of the conversations' cases, written after their commit, any number of
 * times and by any process, in any order.
 */
export class Queue {
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #caseOf: QueueDeps['caseOf'];

  constructor(deps: QueueDeps) {
    this.#store = deps.store;
    this.#sealer = deps.sealer;
    this.#caseOf = deps.caseOf;
  }

  /** @param kase as a commit just wrote it; where another commit came after, the queue shows that one's */
  async put(id: string, kase: Case | undefined): Promise<void> {
    const truth = async () => openOnly(await this.#caseOf(id));
    await project(openOnly(kase), truth, (shown) => (shown ? this.#write(id, shown) : this.remove(id)));
  }

  async #write(id: string, kase: Case): Promise<void> {
    const value = sealOnce(this.#sealer, entryKey(id), kase);
    await this.#store.transact(TAG, [
      {
        changes: [
          { do: 'put', key: entryKey(id), value },
          { do: 'schedule', key: INDEX, member: id, at: kase.openedAt },
        ],
      },
    ]);
  }

  async remove(id: string): Promise<void> {
    await this.#store.transact(TAG, [
      {
        changes: [
          { do: 'delete', key: entryKey(id) },
          { do: 'unschedule', key: INDEX, member: id },
        ],
      },
    ]);
  }

  /** One entry that does not open must not hide the others; the watch over its case writes it anew. */
  #opened(id: string, value: Buffer): Case[] {
    try {
      return [openOnce<Case>(this.#sealer, entryKey(id), value)];
    } catch {
      return [];
    }
  }

  /** High urgency first, then the longest wait. */
  async list(): Promise<Case[]> {
    const members = await this.#store.due(INDEX, Number.MAX_SAFE_INTEGER, MAX_QUEUE);
    const values = await Promise.all(members.map(({ member }) => this.#store.get(entryKey(member))));
    const cases = values.flatMap((value, index) => {
      const id = members[index]?.member;
      return value && id ? this.#opened(id, value) : [];
    });
    return cases.sort(byTurn);
  }

  /** How many wait for a person before this one. */
  async ahead({ id, ...own }: QueuePlace): Promise<number> {
    const waiting = (await this.list()).filter(({ state, ref }) => state === 'waiting' && ref.id !== id);
    return waiting.filter((other) => byTurn(other, own) < 0).length;
  }
}

type Turn = Pick<Case, 'urgency' | 'openedAt'>;
/** One request among those that wait. */
export type QueuePlace = Turn & { id: string };

const rank = ({ urgency }: Turn) => (urgency === 'high' ? 0 : 1);
const byTurn = (one: Turn, other: Turn) => rank(one) - rank(other) || one.openedAt - other.openedAt;

const openOnly = (kase: Case | undefined): Case | undefined => (isOpen(kase) ? kase : undefined);
