import { setTimeout as pause } from 'node:timers/promises';
import type { FaultClass } from './contract.js';

const LONGEST_CUT_MS = 5_000;
const LONGEST_HANG_MS = 8_000;

/** The wire between one server and Redis is cut, or holds back everything and delivers it late. */
export const cutWire: FaultClass = {
  name: 'cut',
  about: 'the wire between one server and Redis cut or hanging',
  conversations: 0.03,
  kills: 0.05,
  world: { wired: true },
  inject: async ({ wire, fleet, faults }, random) => {
    const over = faults.begin(fleet.servers[0]?.generation);
    const hangs = random.chance(0.5);
    if (hangs) wire?.hang();
    else wire?.cut();
    await pause(random.between(0, hangs ? LONGEST_HANG_MS : LONGEST_CUT_MS));
    wire?.mend();
    over();
    return undefined;
  },
};
