import { lazily } from './lazily.js';

const BUCKETS = 1 << 15;
const SHORTEST = 2;
const LONGEST = 5;
/** Long dictations say what they say within their first thousand n-grams of each sentence. */
const MOST_FEATURES = 6000;

/** When a bucket was last seen, by the number of the text: one table serves all texts, and none is cleared. */
const lastSeen = new Uint32Array(BUCKETS);
const found = new Uint16Array(BUCKETS);
let textNumber = 0;

/** A text as hashed character n-grams within words, and whole words and pairs; duplicates removed. */
export function featuresOf(words: readonly string[]): Uint16Array {
  textNumber++;
  let count = 0;
  const note = (value: number) => {
    const bucket = ((value >>> 15) ^ value) & (BUCKETS - 1);
    if (lastSeen[bucket] === textNumber) return;
    lastSeen[bucket] = textNumber;
    found[count++] = bucket;
  };
  for (let index = 0; index < words.length && count <= MOST_FEATURES; index++) {
    const word = words[index] ?? '';
    const padded = `_${word}_`;
    note(hashed(padded, WHOLE_WORD));
    notePieces(padded, note);
    if (index > 0) note(hashed(word, hashed(words[index - 1] ?? '', PAIR) ^ SPACE));
  }
  return found.slice(0, count);
}

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const PIECE = BASIS;
const WHOLE_WORD = BASIS ^ 1;
const PAIR = BASIS ^ 2;
const SPACE = 32;

/** All pieces that start at one letter share their beginnings, and so does their hash (FNV-1a). */
function notePieces(padded: string, note: (value: number) => void): void {
  for (let start = 0; start < padded.length - 1; start++) {
    const end = Math.min(start + LONGEST, padded.length);
    let value = PIECE;
    for (let at = start; at < end; at++) {
      value = Math.imul(value ^ padded.charCodeAt(at), PRIME);
      if (at - start + 1 >= SHORTEST) note(value);
    }
  }
}

function hashed(text: string, basis: number): number {
  let value = basis;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value;
}

export interface Example {
  words: readonly string[];
  /** Labels that are true; none is an answer too. */
  labels: readonly string[];
}

/** Says how likely each label is, from 0 to 1, independently of the others. */
export interface Classifier {
  score(words: readonly string[]): Record<string, number>;
}

const EPOCHS = 5;
const RATE = 1.6;
/** What is known this well teaches nothing more. */
const SETTLED = 0.02;

/**
 * One logistic regression for each label, trained by gradient descent in a fixed order: the same examples always
 * give the same model. It is trained when first asked.
 */
export function trainClassifier(examples: readonly Example[], labels: readonly string[]): Classifier {
  const models = lazily(() => train(examples, labels));
  return {
    score: (words) => {
      const features = featuresOf(words);
      return Object.fromEntries(models().map(({ label, weights }) => [label, probability(weights, features)]));
    },
  };
}

interface Model {
  label: string;
  weights: Float32Array;
}

function train(examples: readonly Example[], labels: readonly string[]): Model[] {
  const prepared = examples.map(({ words, labels: truth }) => ({ features: featuresOf(words), truth: new Set(truth) }));
  const order = shuffled(prepared.length);
  const models = labels.map((label) => ({ label, weights: new Float32Array(BUCKETS + 1) }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch / 2);
    for (const index of order) {
      const example = prepared[index];
      if (example)
        for (const { label, weights } of models) learn(weights, example.features, example.truth.has(label), rate);
    }
  }
  return models;
}

function learn(weights: Float32Array, features: Uint16Array, isTrue: boolean, rate: number): void {
  const error = (isTrue ? 1 : 0) - probability(weights, features);
  if (Math.abs(error) < SETTLED) return;
  const change = (rate * error) / Math.sqrt(features.length + 1);
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] ?? BUCKETS;
    weights[feature] = (weights[feature] ?? 0) + change;
  }
  weights[BUCKETS] = (weights[BUCKETS] ?? 0) + change;
}

function probability(weights: Float32Array, features: Uint16Array): number {
  let sum = weights[BUCKETS] ?? 0;
  for (let at = 0; at < features.length; at++) sum += weights[features[at] ?? BUCKETS] ?? 0;
  return 1 / (1 + Math.exp(-sum / Math.sqrt(features.length + 1)));
}

/** A fixed permutation, so that examples of one kind do not follow one another. */
function shuffled(count: number): number[] {
  const key = (index: number) => Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return Array.from({ length: count }, (_, index) => index).sort((a, b) => key(a) - key(b));
}
