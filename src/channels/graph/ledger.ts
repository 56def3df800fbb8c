/** One message as it passed, in either direction. */
export interface Line {
  number: number;
  /** Phone number, or user id where there is no number. */
  person: string;
  from: 'person' | 'service';
  /** The message's id on the platform. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The message as it was posted. */
  message: Record<string, unknown>;
  status?: string;
}

/** The oldest lines go when there are more. */
const MAX_LINES = 500_000;

/** What was said, in order. */
export class Ledger {
  #lines: Line[] = [];
  #last = 0;

  add(line: Omit<Line, 'number'>): Line {
    this.#last += 1;
    const added = { number: this.#last, ...line };
    this.#lines.push(added);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    return added;
  }

  /** @param person everybody when left out */
  lines(person?: string): Line[] {
    return person === undefined ? [...this.#lines] : this.#lines.filter((line) => line.person === person);
  }
}
