import { COMMANDS, type Command, LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Words } from './fold.js';
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
  const languages = createPhrases<Language | 'any'>(languageGroups(words));
  const asides = createPhrases(
    Object.values(words).map((data) => ({ tag: true as const, patterns: data.notLanguage, sets: data.sets })),
  );
  return {
    read: (message) => readRequest(message, requests, languages, asides),
    vocabulary: new Set([...requests.vocabulary, ...languages.vocabulary]),
  };
}

function groupsOf(data: WordsData): PhraseGroup<Asked>[] {
  const asked = [...COMMANDS, 'back', 'menu'] as const;
  return asked.flatMap((tag) => [
    { tag, patterns: data.commands[tag] ?? [], sets: data.sets },
    { tag, patterns: data.alone[tag] ?? [], sets: data.sets, whole: true },
  ]);
}

/** "English please", "cambiar a portugués", and a bare name or code of a language. */
function languageGroups(words: WordsByLanguage): PhraseGroup<Language | 'any'>[] {
  return Object.values(words).flatMap((data) =>
    LANGUAGES.flatMap((tag): PhraseGroup<Language | 'any'>[] => {
      const names = data.languageNames[tag] ?? [];
      const naming = data.wantsLanguage.filter((pattern) => pattern.includes('$language'));
      return [
        { tag, patterns: naming, sets: { ...data.sets, language: names } },
        { tag, patterns: [...names, tag], whole: true },
        {
          tag: 'any',
          patterns: data.wantsLanguage.filter((pattern) => !pattern.includes('$language')),
          sets: data.sets,
        },
      ];
    }),
  );
}

function readRequest(
  message: Words,
  requests: Phrases<Asked>,
  languages: Phrases<Language | 'any'>,
  asides: Phrases<true>,
): Request {
  const asked = new Set(requests.find(message).map((match) => match.tag));
  const aside = asides.find(message);
  const wished = languages
    .find(message)
    .filter((match) => !aside.some(({ start, end }) => start < match.end && match.start < end))
    .map((match) => match.tag);
  if (wished.length > 0) asked.add('language');
  const first = ORDER.find((command) => asked.has(command));
  if (first === undefined) return {};
  if (first === 'back' || first === 'menu') return { command: 'restart', restart: first };
  const language = wished.find((tag) => tag !== 'any');
  return first === 'language' && language ? { command: first, language } : { command: first };
}
