import type { Features } from './features.js';
import { sumsOf, type Table } from './table.js';

/** A trained classifier: what each feature says of each label, and what some say together. */
export interface Model {
  labels: readonly string[];
  /** A column for each label, then one for each hidden unit. */
  table: Table;
  /** What a unit that is awake says of each label: unit by unit, the labels side by side. */
  votes: readonly number[];
}

/** How likely each label is, from 0 to 1, independently of the others. */
export function likelihoods({ labels, table, votes }: Model, features: Features): Float64Array {
  const all = sumsOf(table, features);
  const sums = all.subarray(0, labels.length);
  addVotes(sums, all.subarray(labels.length), votes);
  return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
}

/** Adds to each label's sum what the units vote that are awake: those whose own sum is above zero. */
export function addVotes(sums: Float64Array, units: Float64Array, votes: ArrayLike<number>): void {
  for (let unit = 0; unit < units.length; unit++) {
    const strength = units[unit] ?? 0;
    if (strength <= 0) continue;
    for (let label = 0; label < sums.length; label++)
      sums[label] = (sums[label] ?? 0) + strength * (votes[unit * sums.length + label] ?? 0);
  }
}
