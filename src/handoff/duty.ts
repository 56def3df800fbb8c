import type { Store } from '../store/contract.js';
import type { Coordinator } from './contract.js';

const TAG = '{duty}';
const PRESENCE = `${TAG}presence`;
const KILL = `${TAG}kill-switch`;

/** Nobody is on duty longer than this without saying so again. */
export const MAX_PRESENCE_HOURS = 12;
/** How old this process's knowledge of duty and kill switch may be. */
const FRESH_MS = 2_000;

type Present = Coordinator & { until: number };
interface Duty {
  present: Present[];
  killed: boolean;
}

/** Who is here, and whether the bot is switched off; shared by all processes, read on every turn, so kept for two seconds. */
export class DutyRoster {
  readonly #store: Store;
  readonly #now: () => number;
  #known?: { at: number; duty: Duty };

  constructor(deps: { store: Store; now: () => number }) {
    this.#store = deps.store;
    this.#now = deps.now;
  }

  async present(at: number): Promise<Present[]> {
    return (await this.#duty()).present.filter(({ until }) => until > at);
  }

  async killed(): Promise<boolean> {
    return (await this.#duty()).killed;
  }

  async setPresence(by: Coordinator, until: number | undefined): Promise<void> {
    const at = this.#now();
    const others = (await this.#read()).present.filter((one) => one.id !== by.id && one.until > at);
    const latest = at + MAX_PRESENCE_HOURS * 3_600_000;
    const present =
      until && until > at ? [...others, { id: by.id, name: by.name, until: Math.min(until, latest) }] : others;
    await this.#put(PRESENCE, JSON.stringify(present));
  }

  async setKilled(on: boolean): Promise<void> {
    await this.#put(KILL, on ? '1' : '0');
  }

  async #put(key: string, value: string): Promise<void> {
    await this.#store.transact(TAG, [{ changes: [{ do: 'put', key, value: Buffer.from(value) }] }]);
    this.#known = undefined;
  }

  async #duty(): Promise<Duty> {
    const at = this.#now();
    if (this.#known && at >= this.#known.at && at - this.#known.at < FRESH_MS) return this.#known.duty;
    const duty = await this.#read();
    this.#known = { at, duty };
    return duty;
  }

  async #read(): Promise<Duty> {
    const [present, killed] = await Promise.all([this.#store.get(PRESENCE), this.#store.get(KILL)]);
    return { present: present ? JSON.parse(present.toString()) : [], killed: killed?.toString() === '1' };
  }
}
