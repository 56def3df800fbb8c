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
  /** How far it came: of the service's messages the last status told, of a person's whether it was taken over and read. */
  status?: string;
  /** The platform's code where it failed. */
  code?: number;
  /** What a person made of it since. */
  reaction?: string;
  edited?: string;
  deleted?: boolean;
}

/** The oldest lines go when there are more. */
const MAX_LINES = 500_000;

/** What was said, in order. */
export class Ledger {
  #lines: Line[] = [];
  readonly #byId = new Map<string, Line>();
  #last = 0;

  add(line: Omit<Line, 'number'>): Line {
    this.#last += 1;
    const added = { number: this.#last, ...line };
    this.#lines.push(added);
    this.#byId.set(added.id, added);
    if (this.#lines.length > MAX_LINES) this.#byId.delete(this.#lines.shift()?.id ?? '');
    return added;
  }

  find(id: string): Line | undefined {
    return this.#byId.get(id);
  }

  /** @param person everybody when left out */
  lines(person?: string): Line[] {
    return person === undefined ? [...this.#lines] : this.#lines.filter((line) => line.person === person);
  }
}
