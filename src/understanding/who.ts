import type { Language } from '../../dialogs/terms.js';
import type { Words } from './fold.js';
import { createPhrases, type Phrases } from './phrases.js';
import type { WordsData } from './words/data.js';

/** Who writes, and for whom; only what is so is present. */
export interface Writer {
  safeWord?: true;
  minor?: true;
  forOther?: true;
  supporter?: true;
  greeting?: true;
  farewell?: true;
}

export interface WriterReader {
  read(words: Words): Writer;
}

/** How near before her age a child of hers must be named for the age to be the child's. */
const CHILD_WITHIN = 6;

/** @throws Error naming a malformed pattern */
export function createWriterReader(words: Partial<Record<Language, WordsData>>): WriterReader {
  const list = Object.values(words);
  const phrases = (patterns: (data: WordsData) => string[], whole = false) =>
    createPhrases(list.map((data) => ({ tag: true as const, patterns: patterns(data), sets: data.sets, whole })));
  const known = {
    safeWord: phrases((data) => data.safeWords, true),
    greeting: phrases((data) => data.greetings),
    farewell: phrases((data) => data.farewells, true),
    minor: phrases((data) => data.minor),
    ownChild: phrases((data) => data.ownChild),
    forOther: phrases((data) => data.forOther),
    supporter: phrases((data) => data.supporter),
  };
  return {
    read: (message) => ({
      ...(known.safeWord.first(message) && { safeWord: true }),
      ...(known.farewell.first(message) && { farewell: true }),
      ...(isMinor(message, known.minor, known.ownChild) && { minor: true }),
      ...(known.forOther.first(message) && { forOther: true }),
      ...(known.supporter.first(message) && { supporter: true }),
      ...(known.greeting.find(message).some(({ start }) => start === 0) && { greeting: true }),
    }),
  };
}

/** "Tengo 14 años" is hers; "mi hija … 14 años" is her child's. */
function isMinor(message: Words, minor: Phrases<true>, ownChild: Phrases<true>): boolean {
  const children = ownChild.find(message);
  return minor
    .find(message)
    .some(
      (age) =>
        !children.some(
          (child) => child.start <= age.end && age.start - child.end <= CHILD_WITHIN && child.end <= age.end,
        ),
    );
}
