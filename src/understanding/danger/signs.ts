import { LANGUAGES, type Language } from '../../../dialogs/terms.js';
import { fold, SENTENCE_END, type Words } from '../fold.js';
import { lazily } from '../lazily.js';
import { createMatcher, type Match, type Matcher } from '../matcher.js';
import { compilePattern, wordsNamed } from '../pattern.js';
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
  'harmless',
  'self',
  'denied',
]);

const OF_SUICIDE: ReadonlySet<Sign> = new Set(['die', 'die-soft', 'self-harm', 'means', 'farewell', 'attempt']);
/** What a person does to another, or in her own despair to herself. */
const OF_OTHERS: ReadonlySet<Sign> = new Set([
  'attack',
  'attacking',
  'threat',
  'strangled',
  'presence',
  'hiding',
  'locked',
  'confined',
  'medical',
  'weapon',
]);

export interface SignFinder {
  /** @param languages those the message may be written in */
  find(words: Words, languages: readonly Language[]): Found[];
  /** Whole words that the phrases name. */
  vocabulary: ReadonlySet<string>;
}

/** Phrases of every language that the message may be written in are looked for; a language is compiled when first met. */
export function createSignFinder(data: DangerData): SignFinder {
  const matchers = new Map(
    LANGUAGES.map((language) => [language, lazily(() => createMatcher(entriesOf(language, data.languages[language])))]),
  );
  return {
    vocabulary: new Set(data.vocabulary),
    find: (words, languages) => findSigns(words, languages, matchers, data),
  };
}

/** Whole words that the phrases of all languages name. */
export const vocabularyOf = (languages: DangerData['languages']): string[] => [
  ...new Set(Object.values(languages).flatMap(wordsOf)),
];

const wordsOf = ({ sets, signs }: DangerLanguage): string[] =>
  [...Object.values(sets), ...Object.values(signs)].flatMap((phrases) => phrases.flatMap(wordsNamed));

function entriesOf(language: Language, data: DangerLanguage | undefined) {
  if (!data) return [];
  const context = { sets: data.sets, stops: new Set(data.negations), fold };
  return Object.entries(data.signs).flatMap(([sign, phrases]) =>
    (phrases ?? []).map((phrase) => ({ node: compilePattern(phrase, context), tag: { sign: sign as Sign, language } })),
  );
}

function findSigns(
  words: Words,
  languages: readonly Language[],
  matchers: ReadonlyMap<Language, () => Matcher<Found['tag']>>,
  data: DangerData,
): Found[] {
  const found = languages.flatMap((language) => matchers.get(language)?.().find(words) ?? []);
  const masks = found.filter(({ tag }) => tag.sign === 'idiom' || tag.sign === 'ongoing');
  const meant = found
    .filter((match) => !isMasked(match, masks))
    .map((match) => (isDenied(match, words, data.languages[match.tag.language]) ? denied(match) : match));
  return meant.filter((match) => !isToHerself(match, meant));
}

const denied = ({ tag, ...match }: Found): Found => ({ ...match, tag: { ...tag, sign: 'denied' } });

/** "I tried to hang myself" is no strangling by another: where the words speak of herself, suicide alone is meant. */
function isToHerself(match: Found, found: readonly Found[]): boolean {
  if (!OF_OTHERS.has(match.tag.sign)) return false;
  const around = found.filter((other) => touches(other, match));
  return around.some(({ tag }) => tag.sign === 'self') && around.some(({ tag }) => OF_SUICIDE.has(tag.sign));
}

/** "Me muero de risa" is no wish to die; "hace meses que" is not over. */
function isMasked(match: Found, masks: readonly Found[]): boolean {
  if (match.tag.sign === 'idiom' || match.tag.sign === 'ongoing') return false;
  const masking = match.tag.sign === 'past' ? 'ongoing' : 'idiom';
  return masks.some((mask) => mask.tag.sign === masking && overlaps(mask, match));
}

const touches = (a: Match<unknown>, b: Match<unknown>): boolean => a.start <= b.end + 1 && b.start <= a.end + 1;

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
