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
const FIRST_STEPS = 0.1;
/** What is known this well teaches nothing more. */
const SETTLED = 0.01;
const SEED = 20_261;

/** A logistic regression for each label, by Adagrad with hidden features: the same lessons give the same bytes. */
export function train(lessons: readonly Lesson[], labels: readonly string[], { epochs, hidden }: Training): Model {
  const learner = createLearner(labels.length);
  const random = randomFrom(SEED);
  const total = new Float32Array(learner.weights.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const lesson of shuffled(lessons, random))
      learner.learn(visible(lesson.features, hidden, random), lesson.truth);
    if (epoch >= epochs / 2) addTo(total, learner.weights, 1 / Math.ceil(epochs / 2));
  }
  return compact(labels, total);
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
  const move = (at: number, slope: number) => {
    const squared = (steps[at] ?? 0) + slope * slope;
    steps[at] = squared;
    weights[at] = (weights[at] ?? 0) + (RATE * slope) / Math.sqrt(squared);
  };
  const learnOne = ({ buckets, values }: Features, label: number, isTrue: boolean) => {
    let sum = weights[BUCKETS * labels + label] ?? 0;
    for (let at = 0; at < buckets.length; at++)
      sum += (weights[(buckets[at] ?? 0) * labels + label] ?? 0) * (values[at] ?? 0);
    const error = (isTrue ? 1 : 0) - 1 / (1 + Math.exp(-sum));
    if (Math.abs(error) < SETTLED) return;
    move(BUCKETS * labels + label, error);
    for (let at = 0; at < buckets.length; at++) move((buckets[at] ?? 0) * labels + label, error * (values[at] ?? 0));
  };
  return {
    weights,
    learn: (features: Features, truth: Lesson['truth']) => {
      for (const [label, isTrue] of truth.entries()) if (isTrue !== undefined) learnOne(features, label, isTrue);
    },
  };
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
