import type { FaultClass } from './contract.js';
import { randomKills } from './random.js';
import { killRedis } from './redis.js';

/** Servers and nodes by turns, on a Redis Cluster of three masters. */
export const clusterKills: FaultClass = {
  name: 'cluster',
  about: 'kill -9 of servers and of nodes, on a Redis Cluster',
  conversations: 0.05,
  kills: 0.04,
  world: { cluster: true },
  inject: (world, random, index) =>
    index % 2 === 0 ? killRedis(world, random) : randomKills.inject(world, random, index),
};
