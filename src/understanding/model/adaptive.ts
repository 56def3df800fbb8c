/** So large are the first steps: a step shrinks with the root of all squared slopes so far. */
const FIRST_SQUARES = 0.01;

/** Weights, each with a step size of its own that shrinks as it is moved (Adagrad). */
export class Adaptive {
  readonly values: Float32Array;
  readonly #squares: Float32Array;
  readonly #rate: number;

  constructor(size: number, rate: number) {
    this.values = new Float32Array(size);
    this.#squares = new Float32Array(size).fill(FIRST_SQUARES);
    this.#rate = rate;
  }

  /** @param slope how fast the error falls as the weight grows */
  move(at: number, slope: number): void {
    const squared = (this.#squares[at] ?? 0) + slope * slope;
    this.#squares[at] = squared;
    this.values[at] = (this.values[at] ?? 0) + (this.#rate * slope) / Math.sqrt(squared);
  }
}
