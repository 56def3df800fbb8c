/**
 * A way for a send to go wrong: an error code of the platform, in the answer or later in a status · a bare HTTP status ·
 * `hang`: no answer ever · `reset`: refused in mid-air, nothing accepted · `drop`: accepted, but the answer is lost.
 */
export type Fault =
  | { code: number; status?: number; by?: 'answer' | 'status' }
  | { status: number }
  | 'hang'
  | 'reset'
  | 'drop';

/** Faults planned at once; what is more was a mistake. */
const MAX_AHEAD = 10_000;

/** The faults ahead, one for each send. */
export class Faults {
  readonly #ahead: Fault[] = [];

  /** The next `times` sends go wrong this way, after those already planned. @throws RangeError when there are too many */
  plan(fault: Fault, times: number): void {
    const isCount = Number.isInteger(times) && times >= 0 && this.#ahead.length + times <= MAX_AHEAD;
    if (!isCount) throw new RangeError(`times: expected a count up to ${MAX_AHEAD}`);
    for (let index = 0; index < times; index += 1) this.#ahead.push(fault);
  }

  next(): Fault | undefined {
    return this.#ahead.shift();
  }

  ahead(): Fault[] {
    return [...this.#ahead];
  }

  clear(): void {
    this.#ahead.length = 0;
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

/** Reads a fault as it is asked for over HTTP: `{"code":131056}`, `{"status":502}` or `{"fault":"hang"}`. */
export function readFault({ code, status, by, fault }: Record<string, unknown>): Fault | undefined {
  if (fault === 'hang' || fault === 'reset' || fault === 'drop') return fault;
  if (status !== undefined && !(isNumber(status) && status >= 300 && status <= 599)) return undefined;
  if (isNumber(code)) return { code, ...(isNumber(status) && { status }), ...(by === 'status' && { by }) };
  return isNumber(status) ? { status } : undefined;
}
