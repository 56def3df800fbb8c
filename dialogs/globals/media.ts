import { absorbBeside } from '../absorb.js';
import type { Medium } from '../terms.js';
import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

const READABLE: readonly Medium[] = ['text', 'choice', 'reaction'];

/** What cannot be read is answered kindly. A location that names a place in Belgium can. */
export const media: Global = {
  hears: (_walk, { medium, meaning }) => !READABLE.includes(medium) && !(medium === 'location' && meaning.place),
  act(walk, { medium, meaning, at }) {
    absorbBeside(walk.session, meaning, at);
    return interrupt(walk, medium === 'audio' ? 'voice' : 'media');
  },
};
