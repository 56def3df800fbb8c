import { BUCKETS, type Features } from './features.js';
import type { Model } from './model.js';
import { randomFrom, shuffled } from './random.js';

/** A message to learn from: for each label whether it is true, or not known. */
export interface Lesson {
  features: Features;
  truth: readonly (boolean | undefined)[];
}

export interface Training {
  epochs: number;
  /** Share of features hidden at each look, so that none is relied on alone. */
  hidden: number;
}

const RATE = 0.5;
/** Where each weight's own step size starts. */
const FIRST_STEPS = 0.01;
/** What is known this well teaches nothing more. */
const SETTLED = 0.04;
/** Runs that differ by chance alone: a few examples more or less move one run by a point, their mean by less. */
const SEEDS = [20_261, 99];

/** A logistic regression for each label, by Adagrad with hidden features: the same lessons give the same bytes. */
export function train(lessons: readonly Lesson[], labels: readonly string[], training: Training): Model {
  const total = new Float32Array((BUCKETS + 1) * labels.length);
  for (const seed of SEEDS) addRun(total, lessons, labels.length, training, randomFrom(seed));
  return compact(labels, total);
}

function addRun(
  total: Float32Array,
  lessons: readonly Lesson[],
  labels: number,
  { epochs, hidden }: Training,
  random: () => number,
): void {
  const learner = createLearner(labels);
  const counted = Math.ceil(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const lesson of shuffled(lessons, random))
      learner.learn(visible(lesson.features, hidden, random), lesson.truth);
    if (epoch >= epochs - counted) addTo(total, learner.weights, 1 / counted / SEEDS.length);
  }
}

/** The mean over the later epochs wavers less than the last. */
function addTo(total: Float32Array, weights: Float32Array, share: number): void {
  for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + share * (weights[at] ?? 0);
}

/** What stays counts for what is hidden. */
function visible({ buckets, values }: Features, hidden: number, random: () => number): Features {
  const kept = new Uint32Array(buckets.length);
  const more = new Float32Array(buckets.length);
  const up = 1 / Math.sqrt(1 - hidden);
  let count = 0;
  for (let at = 0; at < buckets.length; at++) {
    if (random() < hidden) continue;
    kept[count] = buckets[at] ?? 0;
    more[count++] = (values[at] ?? 0) * up;
  }
  return { buckets: kept.subarray(0, count), values: more.subarray(0, count) };
}

/** Weights lie bucket by bucket, the labels side by side; the last row is what holds without any feature. */
function createLearner(labels: number) {
  const weights = new Float32Array((BUCKETS + 1) * labels);
  const steps = new Float32Array(weights.length).fill(FIRST_STEPS);
  const slopes = new Float64Array(labels);
  const wrong = new Uint8Array(labels);
  const move = (row: number, count: number, value: number) => {
    for (let at = 0; at < count; at++) {
      const label = wrong[at] ?? 0;
      const slope = (slopes[label] ?? 0) * value;
      const squared = (steps[row + label] ?? 0) + slope * slope;
      steps[row + label] = squared;
      weights[row + label] = (weights[row + label] ?? 0) + (RATE * slope) / Math.sqrt(squared);
    }
  };
  return {
    weights,
    learn: ({ buckets, values }: Features, truth: Lesson['truth']) => {
      sumUp(weights, labels, buckets, values, slopes);
      const count = errorsOf(truth, slopes, wrong);
      if (count === 0) return;
      move(BUCKETS * labels, count, 1);
      for (let at = 0; at < buckets.length; at++) move((buckets[at] ?? 0) * labels, count, values[at] ?? 0);
    },
  };
}

/** All labels in one pass over the weights. */
function sumUp(
  weights: Float32Array,
  labels: number,
  buckets: Uint32Array,
  values: Float32Array,
  sums: Float64Array,
): void {
  for (let label = 0; label < labels; label++) sums[label] = weights[BUCKETS * labels + label] ?? 0;
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * labels;
    const value = values[at] ?? 0;
    for (let label = 0; label < labels; label++) sums[label] = (sums[label] ?? 0) + (weights[row + label] ?? 0) * value;
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

const LARGEST = 127;

/** A byte a weight. */
function compact(labels: readonly string[], weights: Float32Array): Model {
  const count = labels.length;
  const scales = labels.map((_, label) => largest(weights, label, count) / LARGEST);
  const bytes = new Int8Array(BUCKETS * count);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.round((weights[at] ?? 0) / (scales[at % count] || 1));
  const biases = labels.map((_, label) => weights[BUCKETS * count + label] ?? 0);
  return { labels: [...labels], scales, biases, weights: bytes };
}

function largest(weights: Float32Array, label: number, count: number): number {
  let most = 0;
  for (let at = label; at < BUCKETS * count; at += count) most = Math.max(most, Math.abs(weights[at] ?? 0));
  return most;
}
