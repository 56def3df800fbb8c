const BUCKETS = 1 << 15;
const SHORTEST = 2;
const LONGEST = 5;
/** Long dictations say what they say within their first thousand n-grams of each sentence. */
const MOST_FEATURES = 6000;

/** A text as hashed character n-grams within words, and whole words; duplicates removed. */
export function featuresOf(words: readonly string[]): Uint16Array {
  const seen = new Set<number>();
  for (const word of words) {
    const padded = `_${word}_`;
    seen.add(hash(padded, 0, padded.length, 1));
    for (let size = SHORTEST; size <= LONGEST; size++) {
      for (let start = 0; start + size <= padded.length; start++) seen.add(hash(padded, start, start + size, 0));
    }
    if (seen.size > MOST_FEATURES) break;
  }
  for (let index = 1; index < words.length && seen.size <= MOST_FEATURES; index++) {
    const pair = `${words[index - 1]} ${words[index]}`;
    seen.add(hash(pair, 0, pair.length, 2));
  }
  return Uint16Array.from(seen);
}

/** FNV-1a over a part of the text, folded to the number of buckets. */
function hash(text: string, start: number, end: number, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let index = start; index < end; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return ((value >>> 15) ^ value) & (BUCKETS - 1);
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
 * give the same model.
 */
export function trainClassifier(examples: readonly Example[], labels: readonly string[]): Classifier {
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
  return {
    score: (words) => {
      const features = featuresOf(words);
      return Object.fromEntries(models.map(({ label, weights }) => [label, probability(weights, features)]));
    },
  };
}

function learn(weights: Float32Array, features: Uint16Array, isTrue: boolean, rate: number): void {
  const error = (isTrue ? 1 : 0) - probability(weights, features);
  if (Math.abs(error) < SETTLED) return;
  const change = (rate * error) / Math.sqrt(features.length + 1);
  for (const feature of features) weights[feature] = (weights[feature] ?? 0) + change;
  weights[BUCKETS] = (weights[BUCKETS] ?? 0) + change;
}

function probability(weights: Float32Array, features: Uint16Array): number {
  let sum = weights[BUCKETS] ?? 0;
  for (const feature of features) sum += weights[feature] ?? 0;
  return 1 / (1 + Math.exp(-sum / Math.sqrt(features.length + 1)));
}

/** A fixed permutation, so that examples of one kind do not follow one another. */
function shuffled(count: number): number[] {
  const key = (index: number) => Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return Array.from({ length: count }, (_, index) => index).sort((a, b) => key(a) - key(b));
}
