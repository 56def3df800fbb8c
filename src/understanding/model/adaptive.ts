/** Where each weight's own step size starts. */
const FIRST_STEPS = 0.01;

/** Weights, each with a step size of its own that shrinks as it is moved (Adagrad). */
export class Adaptive {
  readonly values: Float32Array;
  readonly #steps: Float32Array;
  readonly #rate: number;

  constructor(size: number, rate: number) {
    this.values = new Float32Array(size);
    this.#steps = new Float32Array(size).fill(FIRST_STEPS);
    this.#rate = rate;
  }

  /** @param slope how fast the error falls as the weight grows */
  move(at: number, slope: number): void {
    const squared = (this.#steps[at] ?? 0) + slope * slope;
    this.#steps[at] = squared;
    this.values[at] = (this.values[at] ?? 0) + (this.#rate * slope) / Math.sqrt(squared);
  }
}
