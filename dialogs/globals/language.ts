import { questionOf } from '../question.js';
import type { Global } from './contract.js';
import { askAgain, interrupt } from './interrupt.js';

/** Another language: the one she names, at once; else she is asked which. */
export const language: Global = {
  command: 'language',
  hears: (walk, { meaning, answer }) =>
    meaning.command === 'language' &&
    !(answer !== undefined && questionOf(walk.flows, walk.session)?.slot === 'language'),
  act(walk, { meaning: { wished } }) {
    if (wished === undefined || wished === walk.session.language) return interrupt(walk, 'language');
    walk.session.language = wished;
    return askAgain(walk);
  },
};
