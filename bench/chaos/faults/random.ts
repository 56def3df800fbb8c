import type { FaultClass } from './contract.js';

/** Of the kills, so many strike a process that is still starting, if there is one. */
const STARTING = 0.1;

/** `kill -9` of any server; while none answers there is nothing to interrupt. */
export const randomKills: FaultClass = {
  name: 'random',
  about: 'kill -9 of a server at a random moment',
  conversations: 0.35,
  kills: 0.36,
  inject: async ({ fleet }, random) => {
    await fleet.someUp();
    await fleet.kill(random.pick(random.chance(STARTING) ? fleet.servers : fleet.ready()));
    return undefined;
  },
};
