import { absorbBeside } from '../absorb.js';
import { FOR_OTHER, MINOR, SUPPORT } from '../names.js';
import type { Walk } from '../walk.js';
import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

const inside = ({ session }: Walk, flow: string): boolean => session.at?.flow === flow;

/** Enters a flow for who she is, and uses the rest of the message. */
const enteringFor = (flow: string, hears: Global['hears']): Global => ({
  hears: (walk, input) => !inside(walk, flow) && hears(walk, input),
  act(walk, { meaning, at }) {
    absorbBeside(walk.session, meaning, at);
    return interrupt(walk, flow);
  },
});

/** A child seems to be writing; said once. */
export const minor = enteringFor(MINOR, ({ session }, { meaning }) => meaning.minor === true && !session.minor);

/** She offers help: leaves the women's queue. */
export const supporter = enteringFor(SUPPORT, (_walk, { meaning }) => meaning.supporter === true);

/** She writes for somebody else; asked once. */
export const forOther = enteringFor(
  FOR_OTHER,
  ({ session }, { meaning }) => meaning.forOther === true && !session.forOther,
);
