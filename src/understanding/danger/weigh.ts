import type { Danger } from '../../../dialogs/terms.js';
import type { DangerVerdict, RuledVerdict } from './danger.js';

/** How likely danger is by the examples, from 0 to 1. */
export type LikelyDanger = Record<Exclude<Danger, 'none'>, number>;

/** At or above: asked gently. This and the others were chosen by judged messages: decision 0007. */
const ASKED = 0.45;
/** The same for a word or two alone, which may mean anything. */
const ASKED_BRIEF = 0.9;
const BRIEF = 2;
/** The same for a short request to the bot, in which words of danger are seldom meant. */
const ASKED_REQUEST = 0.85;
/** At or above: answered at once. */
const SURE = 0.95;
/** Fewer words are asked about, however likely: "he follows me" may mean much or little. */
const FEWEST_SURE = 4;
/** Below, a rule's verdict is asked gently instead. */
const DOUBTED = 0.65;
/** Below, a rule that is not firm is taken for an idiom. */
const DROPPED = 0.5;
/** Below, a firm rule is too: a cupboard in a game of hide and seek is none to be locked in. */
const FIRM_DROPPED = 0.35;

interface Weighed {
  ruled: RuledVerdict;
  likely: LikelyDanger;
  /** Names of the signs found. */
  signs: readonly string[];
  /** How many words the message has. */
  words: number;
  /** True: a short request to the bot. */
  isRequest: boolean;
}

/** Reviewed rules or likeness to the examples: either is enough, and likeness may doubt a rule. */
export function weigh({ ruled, likely, signs, words, isRequest }: Weighed): DangerVerdict {
  const most = Math.max(likely.immediate, likely.suicide);
  if (ruled.danger === 'none') return most >= leastAsked(words, isRequest) ? suspected(likely, signs, words) : nothing;
  if (most < (ruled.firm ? FIRM_DROPPED : DROPPED)) return nothing;
  return { danger: ruled.danger, sure: ruled.sure && most >= DOUBTED, because: ruled.because };
}

function leastAsked(words: number, isRequest: boolean): number {
  if (isRequest) return ASKED_REQUEST;
  return words <= BRIEF ? ASKED_BRIEF : ASKED;
}

const nothing: DangerVerdict = { danger: 'none', sure: true, because: [] };

function suspected({ immediate, suicide }: LikelyDanger, signs: readonly string[], words: number): DangerVerdict {
  const danger = immediate >= suicide ? 'immediate' : 'suicide';
  const sure = Math.max(immediate, suicide) >= SURE && words >= FEWEST_SURE;
  return { danger, sure, because: [`examples:${danger}`, ...signs] };
}
