import type { Language } from '../../dialogs/terms.js';
import { fold, type Words } from './fold.js';
import { createMatcher, type Match, type Matcher } from './matcher.js';
import { compilePattern } from './pattern.js';

const NO_STOPS: ReadonlySet<string> = new Set();

/** Named groups of patterns of several languages, found together. */
export interface Phrases<T> {
  find(words: Words): Match<T>[];
  /** The first group found, if any. */
  first(words: Words): T | undefined;
  /** Whole words that the patterns name. */
  vocabulary: ReadonlySet<string>;
}

export interface PhraseGroup<T> {
  tag: T;
  patterns: readonly string[];
  sets?: Readonly<Record<string, readonly string[]>>;
  /** True: the pattern must be the whole message. */
  whole?: boolean;
}

/** @throws Error naming a malformed pattern */
export function createPhrases<T>(groups: readonly PhraseGroup<T>[]): Phrases<T> {
  const entries = groups.flatMap(({ tag, patterns, sets = {}, whole = false }) =>
    patterns.map((pattern) => ({
      node: compilePattern(pattern, { sets, stops: NO_STOPS, fold }),
      tag: { tag, whole },
    })),
  );
  const matcher: Matcher<{ tag: T; whole: boolean }> = createMatcher(entries);
  const find = (words: Words): Match<T>[] =>
    matcher
      .find(words)
      .filter((match) => !match.tag.whole || isWhole(match, words))
      .map(({ tag, start, end }) => ({ tag: tag.tag, start, end }));
  return { find, first: (words) => find(words)[0]?.tag, vocabulary: matcher.vocabulary };
}

/** Sentence ends and emoji around do not make a message longer. */
function isWhole(match: Match<unknown>, { words }: Words): boolean {
  return words.every((word, index) => (index >= match.start && index < match.end) || !/[\p{L}\p{N}]/u.test(word));
}

/** One group for each language. */
export function byLanguage<D>(data: Partial<Record<Language, D>>, patterns: (data: D) => readonly string[]) {
  return (Object.entries(data) as [Language, D][]).map(([language, words]) => ({
    tag: language,
    patterns: patterns(words),
  }));
}
