import { z } from 'zod';
import { DANGERS, type Language } from '../../../dialogs/terms.js';
import { toWords, type Words } from '../fold.js';
import { lazily } from '../lazily.js';
import { lines } from '../lines.js';
import { type Classifier, type Example, trainClassifier } from '../ngram.js';
import type { DangerVerdict } from './danger.js';
import type { Sign } from './data.js';

/** `danger/examples/<language>.yaml`: example messages by danger, a line each. */
export const dangerExamplesSchema = z.record(z.enum(DANGERS), lines);
export type DangerExamples = z.output<typeof dangerExamplesSchema>;

/** At or above: asked gently. Chosen on messages that neither rules nor examples knew. */
const ASKED = 0.75;
/** The same where the words speak of the past, a film or an idiom. */
const ASKED_IN_SPITE = 0.9;
/** Fewer words are a command or an answer; what is dangerous in so few, the rules know. */
const FEWEST_WORDS = 4;
const DOUBTS: ReadonlySet<Sign> = new Set(['past', 'idiom', 'fiction', 'recovered', 'practical', 'harmless']);

export interface LikenessReader {
  /** @param signs what the phrases found @returns a suspicion, never more */
  read(words: Words, signs: ReadonlySet<Sign>): DangerVerdict | undefined;
}

/**
 * Suspects danger where no reviewed rule holds but the words are like those of dangerous messages.
 * @param correct brings words to the spelling in which messages are read
 * @param harmless more messages without danger: the examples of needs
 */
export function createLikenessReader(
  examples: Partial<Record<Language, DangerExamples>>,
  harmless: readonly string[],
  correct: (words: Words) => Words,
): LikenessReader {
  const classifier = lazily(() => trained(examples, harmless, correct));
  return {
    read: ({ words }, signs) => (words.length < FEWEST_WORDS ? undefined : suspicion(classifier().score(words), signs)),
  };
}

function trained(
  examples: Partial<Record<Language, DangerExamples>>,
  harmless: readonly string[],
  correct: (words: Words) => Words,
): Classifier {
  const known = (text: string, labels: readonly string[]): Example => ({ words: correct(toWords(text)).words, labels });
  const dangers = Object.values(examples).flatMap((byDanger) =>
    DANGERS.flatMap((danger) => byDanger[danger].map((text) => known(text, danger === 'none' ? [] : [danger]))),
  );
  return trainClassifier(
    [...dangers, ...harmless.map((text) => known(text, []))],
    DANGERS.filter((danger) => danger !== 'none'),
  );
}

function suspicion(likely: Record<string, number>, signs: ReadonlySet<Sign>): DangerVerdict | undefined {
  if (signs.has('denied')) return undefined;
  const { immediate = 0, suicide = 0 } = likely;
  const least = [...signs].some((sign) => DOUBTS.has(sign)) ? ASKED_IN_SPITE : ASKED;
  if (Math.max(immediate, suicide) < least) return undefined;
  const danger = immediate >= suicide ? 'immediate' : 'suicide';
  return { danger, sure: false, because: [`likeness:${danger}`] };
}
