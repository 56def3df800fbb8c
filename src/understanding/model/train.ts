import { BUCKETS, type Features } from './features.js';
import { Learner, type Lesson } from './learner.js';
import type { Model } from './model.js';
import { randomFrom, shuffled } from './random.js';
import { beside, compact } from './table.js';

export type { Lesson } from './learner.js';

export interface Training {
  epochs: number;
  /** A second run with so many hidden units: the model is the mean of both, which waver less together. */
  hidden?: { epochs: number; units: number };
  /** Share of features left out at each look, so that none is relied on alone. */
  dropout: number;
}

interface Run {
  epochs: number;
  units: number;
  seed: number;
}

/** For each run another: thirty examples more or less move one run by a point, the mean by less. */
const SEED = 20_261;
const HIDDEN_SEED = 99;

/** Learns by Adagrad with dropout: the same lessons give the same bytes. */
export function train(lessons: readonly Lesson[], labels: readonly string[], training: Training): Model {
  const { epochs, hidden, dropout } = training;
  const learn = (run: Run) => learntIn(run, lessons, labels.length, dropout);
  const plain = learn({ epochs, units: 0, seed: SEED });
  if (!hidden) return { labels, table: compact(beside(plain.direct, plain.units)), votes: [] };
  const other = learn({ ...hidden, seed: HIDDEN_SEED });
  const direct = new Float32Array((BUCKETS + 1) * labels.length);
  for (const run of [plain, other]) addTo(direct, run.direct, 1 / 2);
  return { labels, table: compact(beside(direct, other.units)), votes: Array.from(other.votes, (vote) => vote / 2) };
}

interface Mean {
  direct: Float32Array;
  units: Float32Array;
  votes: Float32Array;
}

/** The mean over the later epochs wavers less than the last. */
function learntIn({ epochs, units, seed }: Run, lessons: readonly Lesson[], labels: number, dropout: number): Mean {
  const random = randomFrom(seed);
  const learner = new Learner(labels, units, random);
  const parts = ['direct', 'units', 'votes'] as const;
  const mean = Object.fromEntries(parts.map((part) => [part, learner[part].values.map(() => 0)])) as unknown as Mean;
  const counted = Math.ceil(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { features, truth } of shuffled(lessons, random))
      learner.learn(visible(features, dropout, random), truth);
    if (epoch >= epochs - counted) for (const part of parts) addTo(mean[part], learner[part].values, 1 / counted);
  }
  return mean;
}

function addTo(total: Float32Array, weights: Float32Array, share: number): void {
  for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + share * (weights[at] ?? 0);
}

/** What stays counts for what is left out. */
function visible({ buckets, values }: Features, dropout: number, random: () => number): Features {
  const kept = new Uint32Array(buckets.length);
  const more = new Float32Array(buckets.length);
  const up = 1 / Math.sqrt(1 - dropout);
  let count = 0;
  for (let at = 0; at < buckets.length; at++) {
    if (random() < dropout) continue;
    kept[count] = buckets[at] ?? 0;
    more[count++] = (values[at] ?? 0) * up;
  }
  return { buckets: kept.subarray(0, count), values: more.subarray(0, count) };
}
