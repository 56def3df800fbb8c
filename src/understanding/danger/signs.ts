import { LANGUAGES, type Language } from '../../../dialogs/terms.js';
import { fold, SENTENCE_END, type Words } from '../fold.js';
import { createMatcher, type Match, type Matcher } from '../matcher.js';
import { compilePattern } from '../pattern.js';
import type { DangerData, DangerLanguage, Sign } from './data.js';

/** A sign found in a message, by the language whose phrase found it. */
export type Found = Match<{ sign: Sign; language: Language }>;

/** Signs that say when or in what world something is; a denial before them means nothing. */
const UNDENIABLE: ReadonlySet<Sign> = new Set([
  'now',
  'past',
  'night',
  'practical',
  'idiom',
  'fiction',
  'travel',
  'near',
]);

export interface SignFinder {
  find(words: Words): Found[];
  vocabulary: Set<string>;
}

/** Phrases of all languages are looked for in every message: she may mix them. */
export function createSignFinder(data: DangerData): SignFinder {
  const matcher = createMatcher(LANGUAGES.flatMap((language) => entriesOf(language, data.languages[language])));
  return { vocabulary: matcher.vocabulary, find: (words) => findSigns(words, matcher, data) };
}

function entriesOf(language: Language, data: DangerLanguage | undefined) {
  if (!data) return [];
  const context = { sets: data.sets, stops: new Set(data.negations), fold };
  return Object.entries(data.signs).flatMap(([sign, phrases]) =>
    (phrases ?? []).map((phrase) => ({ node: compilePattern(phrase, context), tag: { sign: sign as Sign, language } })),
  );
}

function findSigns(words: Words, matcher: Matcher<Found['tag']>, data: DangerData): Found[] {
  const found = matcher.find(words);
  const masks = found.filter(({ tag }) => tag.sign === 'idiom' || tag.sign === 'ongoing');
  return found.filter(
    (match) => !isMasked(match, masks) && !isDenied(match, words, data.languages[match.tag.language]),
  );
}

/** "Me muero de risa" is no wish to die; "hace meses que" is not over. */
function isMasked(match: Found, masks: readonly Found[]): boolean {
  if (match.tag.sign === 'idiom' || match.tag.sign === 'ongoing') return false;
  const masking = match.tag.sign === 'past' ? 'ongoing' : 'idiom';
  return masks.some((mask) => mask.tag.sign === masking && overlaps(mask, match));
}

const overlaps = (a: Match<unknown>, b: Match<unknown>): boolean => a.start < b.end && b.start < a.end;

function isDenied(match: Found, words: Words, data: DangerLanguage | undefined): boolean {
  if (data === undefined || UNDENIABLE.has(match.tag.sign)) return false;
  return isDeniedBefore(match, words, data) || isDeniedAfter(match, words, data);
}

/** Walks back over fillers ("no | me la | ha pegado") to a denial in the same breath. */
function isDeniedBefore(match: Found, { words, pause }: Words, data: DangerLanguage): boolean {
  for (let index = match.start - 1; index >= 0; index--) {
    const word = words[index] ?? SENTENCE_END;
    if (pause[index + 1]) return false;
    if (data.negations.includes(word)) return true;
    if (!data.fillers.includes(word)) return false;
  }
  return false;
}

function isDeniedAfter(match: Found, { words, pause }: Words, data: DangerLanguage): boolean {
  const next = words[match.end];
  return next !== undefined && !pause[match.end] && data.negationsAfter.includes(next);
}
