import { BUCKETS, type Features } from './features.js';

/** A weight for each bucket and column, in bytes, with a scale and a bias for each column. */
export interface Table {
  scales: number[];
  biases: number[];
  /** Bucket by bucket, the columns side by side. */
  weights: Int8Array;
}

/** The sum of each column over the features of a message. */
export function sumsOf({ scales, biases, weights }: Table, { buckets, values }: Features): Float64Array {
  const columns = scales.length;
  const sums = new Float64Array(columns);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * columns;
    const value = values[at] ?? 0;
    for (let column = 0; column < columns; column++)
      sums[column] = (sums[column] ?? 0) + (weights[row + column] ?? 0) * value;
  }
  return sums.map((sum, column) => sum * (scales[column] ?? 0) + (biases[column] ?? 0));
}

const LARGEST = 127;

/** Two tables side by side: so a feature's weights lie together, which is what reading them costs. */
export function beside(left: Float32Array, right: Float32Array): Float32Array {
  const rows = BUCKETS + 1;
  const [lefts, rights] = [left.length / rows, right.length / rows];
  const both = new Float32Array(left.length + right.length);
  for (let row = 0; row < rows; row++) {
    both.set(left.subarray(row * lefts, (row + 1) * lefts), row * (lefts + rights));
    both.set(right.subarray(row * rights, (row + 1) * rights), row * (lefts + rights) + lefts);
  }
  return both;
}

/** A byte a weight. @param learnt bucket by bucket, and in a last row the biases */
export function compact(learnt: Float32Array): Table {
  const columns = learnt.length / (BUCKETS + 1);
  const biases = [...learnt.subarray(BUCKETS * columns)];
  const scales = biases.map((_, column) => largest(learnt, column, columns) / LARGEST);
  const weights = new Int8Array(BUCKETS * columns);
  for (let at = 0; at < weights.length; at++) weights[at] = Math.round((learnt[at] ?? 0) / (scales[at % columns] || 1));
  return { scales, biases, weights };
}

function largest(learnt: Float32Array, column: number, columns: number): number {
  let most = 0;
  for (let at = column; at < BUCKETS * columns; at += columns) most = Math.max(most, Math.abs(learnt[at] ?? 0));
  return most;
}
