/** Counts what was acknowledged, so that faults come at the same places of a run however fast it goes. */
export class Progress {
  #count = 0;
  readonly #marks: { at: number; resolve: () => void }[] = [];

  get count(): number {
    return this.#count;
  }

  add(): void {
    this.#count += 1;
    for (const mark of this.#marks.filter(({ at }) => at <= this.#count)) {
      this.#marks.splice(this.#marks.indexOf(mark), 1);
      mark.resolve();
    }
  }

  /** Nothing more will come: whoever waits for a mark goes on. */
  end(): void {
    this.#count = Number.POSITIVE_INFINITY;
    for (const { resolve } of this.#marks.splice(0)) resolve();
  }

  /** Resolves when so many were acknowledged. */
  async reach(at: number): Promise<void> {
    if (this.#count < at) await new Promise<void>((resolve) => this.#marks.push({ at, resolve }));
  }
}
