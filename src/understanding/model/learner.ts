import { Adaptive } from './adaptive.js';
import { BUCKETS, type Features } from './features.js';
import { addVotes } from './model.js';

/** A message to learn from: for each label whether it is true, or not known. */
export interface Lesson {
  features: Features;
  truth: readonly (boolean | undefined)[];
}

const RATE = 0.5;
/** Slower: a unit's sum moves the votes of all that it hears. */
const UNIT_RATE = 0.15;
/** What is known this well teaches nothing more. */
const SETTLED = 0.04;
/** All units are awake at first, and vote at random, up to this for or against: so they come to differ. */
const FIRST_BIAS = 0.3;
const FIRST_VOTE = 0.5;

/** A logistic regression for each label, and beside it a layer of hidden units (none: `units` is 0) learnt with it. */
export class Learner {
  readonly direct: Adaptive;
  readonly units: Adaptive;
  readonly votes: Adaptive;
  readonly #sums: Float64Array;
  readonly #felt: Float64Array;
  /** What the error asks of each unit. */
  readonly #pulls: Float64Array;
  /** Labels that were wrong, and units that were awake: the first so many of each. */
  readonly #wrong: Uint8Array;
  readonly #awake: Uint8Array;

  constructor(labels: number, units: number, random: () => number) {
    this.direct = new Adaptive((BUCKETS + 1) * labels, RATE);
    this.units = new Adaptive((BUCKETS + 1) * units, UNIT_RATE);
    this.votes = new Adaptive(units * labels, UNIT_RATE);
    this.units.values.fill(FIRST_BIAS, BUCKETS * units);
    this.votes.values.forEach((_, at, votes) => {
      votes[at] = (2 * random() - 1) * FIRST_VOTE;
    });
    this.#sums = new Float64Array(labels);
    this.#felt = new Float64Array(units);
    this.#pulls = new Float64Array(units);
    this.#wrong = new Uint8Array(labels);
    this.#awake = new Uint8Array(units);
  }

  learn(features: Features, truth: Lesson['truth']): void {
    addUp(this.#sums, this.direct.values, features);
    addUp(this.#felt, this.units.values, features);
    addVotes(this.#sums, this.#felt, this.votes.values);
    const wrong = errorsOf(truth, this.#sums, this.#wrong);
    if (wrong === 0) return;
    const awake = this.#wake(wrong);
    this.#moveVotes(awake, wrong);
    moveAll(this.direct, features, this.#sums, this.#wrong, wrong);
    moveAll(this.units, features, this.#pulls, this.#awake, awake);
  }

  /** Notes which units are awake and what their votes did wrong. @returns how many are */
  #wake(wrong: number): number {
    const labels = this.#sums.length;
    let awake = 0;
    for (let unit = 0; unit < this.#felt.length; unit++) {
      if ((this.#felt[unit] ?? 0) <= 0) continue;
      let pull = 0;
      for (let at = 0; at < wrong; at++) {
        const label = this.#wrong[at] ?? 0;
        pull += (this.votes.values[unit * labels + label] ?? 0) * (this.#sums[label] ?? 0);
      }
      this.#pulls[unit] = pull;
      this.#awake[awake++] = unit;
    }
    return awake;
  }

  #moveVotes(awake: number, wrong: number): void {
    for (let index = 0; index < awake; index++) {
      const unit = this.#awake[index] ?? 0;
      for (let at = 0; at < wrong; at++) {
        const label = this.#wrong[at] ?? 0;
        this.votes.move(unit * this.#sums.length + label, (this.#sums[label] ?? 0) * (this.#felt[unit] ?? 0));
      }
    }
  }
}

/** Each column's sum over the features; the last row is what holds without any. */
function addUp(sums: Float64Array, weights: Float32Array, { buckets, values }: Features): void {
  const columns = sums.length;
  for (let column = 0; column < columns; column++) sums[column] = weights[BUCKETS * columns + column] ?? 0;
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * columns;
    const value = values[at] ?? 0;
    for (let column = 0; column < columns; column++)
      sums[column] = (sums[column] ?? 0) + (weights[row + column] ?? 0) * value;
  }
}

/** Turns sums into errors, where the truth is known. @returns how many labels are to learn, the first of `wrong` */
function errorsOf(truth: Lesson['truth'], sums: Float64Array, wrong: Uint8Array): number {
  let count = 0;
  for (let label = 0; label < sums.length; label++) {
    const isTrue = truth[label];
    const error = isTrue === undefined ? 0 : (isTrue ? 1 : 0) - 1 / (1 + Math.exp(-(sums[label] ?? 0)));
    sums[label] = error;
    if (Math.abs(error) >= SETTLED) wrong[count++] = label;
  }
  return count;
}

/** Moves what the features weigh in the first `count` of `columns` along their slopes. */
function moveAll(
  weights: Adaptive,
  { buckets, values }: Features,
  slopes: Float64Array,
  columns: Uint8Array,
  count: number,
): void {
  moveRow(weights, BUCKETS * slopes.length, 1, slopes, columns, count);
  for (let at = 0; at < buckets.length; at++)
    moveRow(weights, (buckets[at] ?? 0) * slopes.length, values[at] ?? 0, slopes, columns, count);
}

function moveRow(
  weights: Adaptive,
  row: number,
  value: number,
  slopes: Float64Array,
  columns: Uint8Array,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    const column = columns[at] ?? 0;
    weights.move(row + column, (slopes[column] ?? 0) * value);
  }
}
