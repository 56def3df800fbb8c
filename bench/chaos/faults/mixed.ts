import type { FaultClass } from './contract.js';
import { randomKills } from './random.js';
import { killRedis } from './redis.js';

/** The first of so many kills strikes Redis, the others a server. */
const REDIS_EVERY = 25;

/** Servers and Redis in one run. */
export const mixedKills: FaultClass = {
  name: 'mixed',
  about: 'kill -9 of servers and of Redis together',
  conversations: 0.04,
  kills: 0.02,
  inject: (world, random, index) =>
    index % REDIS_EVERY === 1 ? killRedis(world, random) : randomKills.inject(world, random, index),
};
