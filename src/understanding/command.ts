import { COMMANDS, type Command, LANGUAGES, type Language } from '../../dialogs/terms.js';
import { SENTENCE_END, type Words } from './fold.js';
import type { Match } from './matcher.js';
import { createPhrases, type PhraseGroup, type Phrases } from './phrases.js';
import type { WordsData } from './words/data.js';

/** An explicit request to the bot; `language` is the wished one where she named it. */
export interface Request {
  command?: Command;
  restart?: 'back' | 'menu';
  language?: Language;
}

export interface CommandReader {
  read(words: Words): Request;
  vocabulary: ReadonlySet<string>;
}

type Asked = Command | 'back' | 'menu';
type WordsByLanguage = Partial<Record<Language, WordsData>>;

/** Where a message asks for several things, the first of these is done. */
const ORDER: readonly Asked[] = ['erase', 'stop', 'human', 'language', 'back', 'menu', 'restart', 'help'];

/** @throws Error naming a malformed pattern */
export function createCommandReader(words: WordsByLanguage): CommandReader {
  const requests = createPhrases<Asked>(Object.values(words).flatMap(groupsOf));
  const languages = createPhrases<Wish>(languageGroups(words));
  const asides = (patterns: (data: WordsData) => string[]) =>
    createPhrases(
      Object.values(words).map((data) => ({ tag: true as const, patterns: patterns(data), sets: data.sets })),
    );
  const readers = {
    requests,
    languages,
    notLanguage: asides((data) => data.notLanguage),
    notHuman: asides((data) => data.notHuman),
  };
  return {
    read: (message) => readRequest(message, readers),
    vocabulary: new Set([...requests.vocabulary, ...languages.vocabulary]),
  };
}

interface Readers {
  requests: Phrases<Asked>;
  languages: Phrases<Wish>;
  notLanguage: Phrases<true>;
  notHuman: Phrases<true>;
}

/** A language asked for; `short`: only in a message of few words. */
interface Wish {
  language: Language | 'any';
  short: boolean;
}

function groupsOf(data: WordsData): PhraseGroup<Asked>[] {
  const asked = [...COMMANDS, 'back', 'menu'] as const;
  return asked.flatMap((tag) => [
    { tag, patterns: data.commands[tag] ?? [], sets: data.sets },
    { tag, patterns: data.alone[tag] ?? [], sets: data.sets, whole: true },
  ]);
}

/** "English please", "cambiar a portugués", and a bare name or code of a language. */
function languageGroups(words: WordsByLanguage): PhraseGroup<Wish>[] {
  return Object.values(words).flatMap((data) => [
    ...LANGUAGES.map((language) => ({
      tag: { language, short: false },
      patterns: [...(data.languageNames[language] ?? []), language],
      whole: true,
    })),
    ...wishes(data, data.wantsLanguage, false),
    ...wishes(data, data.asksLanguage, true),
  ]);
}

function wishes({ languageNames, sets }: WordsData, patterns: readonly string[], short: boolean): PhraseGroup<Wish>[] {
  const naming = patterns.filter((pattern) => pattern.includes('$language'));
  const others = patterns.filter((pattern) => !pattern.includes('$language'));
  return [
    ...LANGUAGES.map((language) => ({
      tag: { language, short },
      patterns: naming,
      sets: { ...sets, language: languageNames[language] ?? [] },
    })),
    { tag: { language: 'any', short }, patterns: others, sets },
  ];
}

/** In longer messages "in French" and "how does it work" speak of a course or an office, not of the bot. */
const FEW_WORDS = 8;
const HELP_WORDS = 10;

function readRequest(message: Words, { requests, languages, notLanguage, notHuman }: Readers): Request {
  const count = message.words.filter((word) => word !== SENTENCE_END).length;
  const notToHuman = notHuman.find(message);
  const asked = new Set(
    requests
      .find(message)
      .filter(({ tag }) => tag !== 'help' || count <= HELP_WORDS)
      .filter((match) => match.tag !== 'human' || !isWithin(match, notToHuman))
      .map(({ tag }) => tag),
  );
  const aside = notLanguage.find(message);
  const wished = languages
    .find(message)
    .filter((match) => (!match.tag.short || count <= FEW_WORDS) && !isWithin(match, aside))
    .map(({ tag }) => tag.language);
  if (wished.length > 0) asked.add('language');
  const first = ORDER.find((command) => asked.has(command));
  if (first === undefined) return {};
  if (first === 'back' || first === 'menu') return { command: 'restart', restart: first };
  const language = wished.find((tag) => tag !== 'any');
  return first === 'language' && language ? { command: first, language } : { command: first };
}

const isWithin = (match: Match<unknown>, asides: readonly Match<unknown>[]): boolean =>
  asides.some(({ start, end }) => start < match.end && match.start < end);
