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
  find(words: Words): Found[];
  vocabulary: Set<string>;
}

/** Phrases of every language that the message may be written in are looked for: she may mix them. */
export function createSignFinder(data: DangerData): SignFinder {
  const matchers = new Map(
    LANGUAGES.map((language) => [language, createMatcher(entriesOf(language, data.languages[language]))]),
  );
  const vocabulary = new Set([...matchers.values()].flatMap((matcher) => [...matcher.vocabulary]));
  return { vocabulary, find: (words) => findSigns(words, matchers, data) };
}

function entriesOf(language: Language, data: DangerLanguage | undefined) {
  if (!data) return [];
  const context = { sets: data.sets, stops: new Set(data.negations), fold };
  return Object.entries(data.signs).flatMap(([sign, phrases]) =>
    (phrases ?? []).map((phrase) => ({ node: compilePattern(phrase, context), tag: { sign: sign as Sign, language } })),
  );
}

function findSigns(words: Words, matchers: ReadonlyMap<Language, Matcher<Found['tag']>>, data: DangerData): Found[] {
  const found = plausibleLanguages(words, data).flatMap((language) => matchers.get(language)?.find(words) ?? []);
  const masks = found.filter(({ tag }) => tag.sign === 'idiom' || tag.sign === 'ongoing');
  const meant = found
    .filter((match) => !isMasked(match, masks))
    .map((match) => (isDenied(match, words, data.languages[match.tag.language]) ? denied(match) : match));
  return meant.filter((match) => !isToHerself(match, meant));
}

/** A language with fewer than this share of the best one's common words is not the one spoken: "die" is a Dutch word too. */
const SPOKEN_SHARE = 0.34;

function plausibleLanguages({ words }: Words, { common }: DangerData): Language[] {
  const counts = LANGUAGES.map((language) => words.filter((word) => common[language]?.has(word)).length);
  const least = Math.max(...counts) * SPOKEN_SHARE;
  return LANGUAGES.filter((_, index) => (counts[index] ?? 0) >= least);
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
