const MINUTE_MS = 60_000;
/** Codes that one address may try in a minute: she types it wrong, or her telephone does. */
export const TRIES_OF_ONE = 6;
/** Codes tried by all in a minute. There are 8·10¹¹: at this pace finding one of a thousand takes some ten years. */
export const TRIES_OF_ALL = 120;

/** How much is let through in a minute. */
export interface Measure {
  ofOne: number;
  ofAll: number;
}
const CODES: Measure = { ofOne: TRIES_OF_ONE, ofAll: TRIES_OF_ALL };

/** Counts what is tried, in each minute anew and in this process alone. */
export class Tries {
  readonly #now: () => number;
  readonly #measure: Measure;
  #minute = 0;
  #all = 0;
  readonly #of = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number, measure = CODES) {
    this.#now = now;
    this.#measure = measure;
  }

  /** Counts one more. @returns false where it is one too many */
  may(address: string): boolean {
    this.#begin(Math.floor(this.#now() / MINUTE_MS));
    const tried = this.#of.get(address) ?? 0;
    const { ofOne, ofAll } = this.#measure;
    if (tried >= ofOne || this.#all >= ofAll) return false;
    this.#all += 1;
    this.#of.set(address, tried + 1);
    return true;
  }

  /** No more addresses than tries are ever held. */
  #begin(minute: number): void {
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#all = 0;
    this.#of.clear();
  }
}
