import type { Features } from './features.js';

/** A trained classifier: a weight for each bucket and label, in bytes, with a scale for each label. */
export interface Model {
  labels: string[];
  scales: number[];
  biases: number[];
  /** Bucket by bucket, the labels side by side. */
  weights: Int8Array;
}

/** How likely each label is, from 0 to 1, independently of the others. */
export function likelihoods({ labels, scales, biases, weights }: Model, { buckets, values }: Features): Float64Array {
  const count = labels.length;
  const sums = new Float64Array(count);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * count;
    const value = values[at] ?? 0;
    for (let label = 0; label < count; label++) sums[label] = (sums[label] ?? 0) + (weights[row + label] ?? 0) * value;
  }
  return sums.map((sum, label) => 1 / (1 + Math.exp(-(sum * (scales[label] ?? 0) + (biases[label] ?? 0)))));
}
