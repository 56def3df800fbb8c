import { clusterKills } from './cluster.js';
import type { FaultClass } from './contract.js';
import { cutWire } from './cut.js';
import { fullDisk } from './disk.js';
import { graphFaults } from './graph.js';
import { mixedKills } from './mixed.js';
import { pointKills } from './points.js';
import { randomKills } from './random.js';
import { redisKills } from './redis.js';
import { stops } from './stop.js';

export type { FaultClass } from './contract.js';

export const FAULT_CLASSES: readonly FaultClass[] = [
  randomKills,
  pointKills,
  redisKills,
  mixedKills,
  clusterKills,
  stops,
  graphFaults,
  fullDisk,
  cutWire,
];
