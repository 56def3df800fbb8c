import { absorbBeside } from '../absorb.js';
import { SAME_PERSON } from '../names.js';
import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

/** Her number changed, and these are the first words from the new one: asks whether to go on, and tells nothing of before. */
export const samePerson: Global = {
  hears: ({ session }) => session.earlier !== undefined && session.at === undefined,
  act(walk, { meaning, at }) {
    absorbBeside(walk.session, meaning, at);
    return interrupt(walk, SAME_PERSON);
  },
};
