/**
 * A way for a send to go wrong: an error code of the platform · a bare HTTP status · `hang`: no answer ever ·
 * `reset`: refused in mid-air, nothing accepted · `drop`: accepted, but the answer is lost.
 */
export type Fault = { code: number; status?: number } | { status: number } | 'hang' | 'reset' | 'drop';

/** The faults ahead, one for each send. */
export class Faults {
  readonly #ahead: Fault[] = [];

  /** The next `times` sends go wrong this way, after those already planned. */
  plan(fault: Fault, times: number): void {
    for (let index = 0; index < times; index += 1) this.#ahead.push(fault);
  }

  next(): Fault | undefined {
    return this.#ahead.shift();
  }
}
