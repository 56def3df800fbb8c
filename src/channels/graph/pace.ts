import { type Refusal, refusalWith } from './errorCodes.js';

const WINDOW_MS = 24 * 3_600_000;
const SECOND_MS = 1000;
const PAIR_MS = 6 * SECOND_MS;
/** Messages to one person within PAIR_MS. */
const PAIR_BURST = 45;

const CLOSED: Refusal = refusalWith(131047, 'more than 24 hours since the last reply');
const PAIR: Refusal = refusalWith(131056, 'too many messages to the same person');
const THROUGHPUT: Refusal = refusalWith(130429, 'too many messages a second');

/** Keeps only the times younger than `spanMs`, and says how many. */
function recent(times: number[], now: number, spanMs: number): number {
  while (times[0] !== undefined && times[0] <= now - spanMs) times.shift();
  return times.length;
}

/** When somebody may be written to: inside 24 hours of her last message, and not too fast. */
export class Pace {
  readonly #perSecond: number;
  readonly #heardAt = new Map<string, number>();
  readonly #sentTo = new Map<string, number[]>();
  readonly #sent: number[] = [];

  /** @param perSecond messages a second of one number; the platform's default is 80 */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  heard(person: string, now: number): void {
    this.#heardAt.set(person, now);
  }

  /** Counts one message to a person. @returns the refusal when it may not go now; then it does not count */
  send(person: string, now: number): Refusal | undefined {
    const times = this.#sentTo.get(person) ?? [];
    const refusal = this.#refusal(person, times, now);
    if (refusal !== undefined) return refusal;
    times.push(now);
    this.#sentTo.set(person, times);
    this.#sent.push(now);
    return undefined;
  }

  #refusal(person: string, times: number[], now: number): Refusal | undefined {
    const heardAt = this.#heardAt.get(person);
    if (heardAt === undefined || now - heardAt > WINDOW_MS) return CLOSED;
    if (recent(times, now, PAIR_MS) >= PAIR_BURST) return PAIR;
    return recent(this.#sent, now, SECOND_MS) >= this.#perSecond ? THROUGHPUT : undefined;
  }
}
