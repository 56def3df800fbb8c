/** Gathers things until there are enough or the first has waited long enough, then hands them on together. */
export class Tray<T> {
  readonly #handOn: (things: T[]) => void;
  readonly #most: number;
  readonly #waitMs: number;
  #things: T[] = [];
  #timer?: NodeJS.Timeout;

  constructor({ most, waitMs, handOn }: { most: number; waitMs: number; handOn: (things: T[]) => void }) {
    this.#most = most;
    this.#waitMs = waitMs;
    this.#handOn = handOn;
  }

  add(thing: T): void {
    this.#things.push(thing);
    if (this.#things.length >= this.#most) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), this.#waitMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const things = this.#things;
    this.#things = [];
    if (things.length > 0) this.#handOn(things);
  }
}
