import type { Treatment } from '../ledger.js';
import type { FaultClass } from './contract.js';

/** How often a try to send meets which fault. */
const RATES: readonly [number, Treatment][] = [
  [0.002, 'hang'],
  [0.03, { status: 500, code: 131000 }],
  [0.02, { status: 400, code: 130429 }],
  [0.01, 'reset'],
  [0.03, 'drop'],
];
/** A row is not struck again after this many: six would make it a dead letter by design. */
const MOST_TRIES_STRUCK = 2;

/** The platform hangs, refuses, breaks off, or accepts and says nothing. */
export const graphFaults: FaultClass = {
  name: 'graph',
  about: 'a Graph API that hangs, refuses, or accepts and drops the answer',
  conversations: 0.06,
  kills: 0,
  begin: (world, random) => {
    world.treat = (_row, _number, tries) => {
      let draw = random.next();
      if (tries > MOST_TRIES_STRUCK) return 'accept';
      for (const [rate, treatment] of RATES) {
        if (draw < rate) return treatment;
        draw -= rate;
      }
      return 'accept';
    };
  },
  inject: async () => undefined,
};
