import { BUCKETS, type Features } from './features.js';
import { Learner, type Lesson } from './learner.js';
import type { Model } from './model.js';
import { randomFrom, shuffled } from './random.js';
import { beside, compact } from './table.js';

export type { Lesson } from './learner.js';

export interface Training {
  /** The model is the mean of these runs: they differ by chance and by what they learn with. At most one has units. */
  runs: readonly Run[];
  /** Share of features left out at each look, so that none is relied on alone. */
  dropout: number;
}

export interface Run {
  epochs: number;
  /** How many hidden units. */
  units: number;
}

/** For each run another: thirty examples more or less move one run by a point, the mean by less. */
const SEEDS = [20_261, 99];

/** Learns by Adagrad with dropout: the same lessons give the same bytes. */
export function train(lessons: readonly Lesson[], labels: readonly string[], { runs, dropout }: Training): Model {
  const means = runs.map((run, index) =>
    learntIn(run, lessons, labels.length, dropout, randomFrom(SEEDS[index] ?? index)),
  );
  const direct = new Float32Array((BUCKETS + 1) * labels.length);
  for (const mean of means) addTo(direct, mean.direct, 1 / runs.length);
  const { units = new Float32Array(), votes = [] } = means.find((mean) => mean.votes.length > 0) ?? {};
  return {
    labels,
    table: compact(beside(direct, units)),
    votes: Array.from(votes, (vote) => vote / runs.length),
  };
}

interface Mean {
  direct: Float32Array;
  units: Float32Array;
  votes: Float32Array;
}

/** The mean over the later epochs wavers less than the last. */
function learntIn(
  { epochs, units }: Run,
  lessons: readonly Lesson[],
  labels: number,
  dropout: number,
  random: () => number,
): Mean {
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
