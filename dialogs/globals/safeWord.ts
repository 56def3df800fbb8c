import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

/** Somebody may be reading: closes at once. Nothing else that the message says counts. */
export const safeWord: Global = {
  overTap: true,
  hears: (_walk, { meaning }) => meaning.safeWord === true,
  act: (walk) => interrupt(walk, 'safe-word') ?? { end: 'safe-word' },
};
