/** While something was broken. Times of the harness's clock. */
export interface Span {
  from: number;
  /** Infinity while it lasts. */
  until: number;
  /** The server process that it struck; everybody when left out. */
  generation?: string;
}

/** What was broken, when, and for whom. */
export class FaultLog {
  readonly spans: Span[] = [];
  readonly #now: () => number;
  readonly #single = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns how to say that it is over */
  begin(generation?: string): () => void {
    const span: Span = { from: this.#now(), until: Number.POSITIVE_INFINITY, ...(generation && { generation }) };
    this.spans.push(span);
    return () => {
      span.until = this.#now();
    };
  }

  /** Something that struck one person's conversation alone. */
  touch(number: string): void {
    this.#single.set(number, this.#now());
  }

  /** How long nothing was broken that this person could feel, in milliseconds. */
  healthyMs(number: string): number {
    const last = Math.max(this.#single.get(number) ?? 0, ...this.spans.map(({ until }) => until));
    return this.#now() - last;
  }
}
