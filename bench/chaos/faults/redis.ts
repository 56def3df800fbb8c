import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { World } from '../world.js';
import type { FaultClass } from './contract.js';

const LONGEST_OUTAGE_MS = 3_000;

/** `kill -9` of Redis, which comes back after a while; meanwhile the service can only say 503. */
export async function killRedis({ redis, faults }: World, random: Random): Promise<undefined> {
  const over = faults.begin();
  await redis.kill();
  await pause(random.between(0, LONGEST_OUTAGE_MS));
  await redis.start();
  over();
}

export const redisKills: FaultClass = {
  name: 'redis',
  about: 'kill -9 of Redis under load, and its restart',
  conversations: 0.15,
  kills: 0.14,
  inject: (world, random) => killRedis(world, random),
};
