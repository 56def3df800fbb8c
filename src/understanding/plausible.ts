import { LANGUAGES, type Language } from '../../dialogs/terms.js';

/** The commonest words of each language. */
export type CommonWords = Partial<Record<Language, ReadonlySet<string>>>;

/** A language with fewer than this share of the best one's common words is not the one spoken: "die" is a Dutch word too. */
const SPOKEN_SHARE = 0.34;
/** One common word alone tells nothing: "so" is English and Portuguese. */
const TELLING_WORDS = 2;

/** The languages that a message may be written in: she may mix them. */
export function plausibleLanguages(words: readonly string[], common: CommonWords): Language[] {
  const counts = LANGUAGES.map((language) => words.filter((word) => common[language]?.has(word)).length);
  const most = Math.max(...counts);
  const least = most < TELLING_WORDS ? 0 : most * SPOKEN_SHARE;
  return LANGUAGES.filter((_, index) => (counts[index] ?? 0) >= least);
}
