import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Words } from './fold.js';
import { lettersOf } from './model/features.js';
import { likelihoods, type Model } from './model/model.js';
import { createPhrases, type Phrases } from './phrases.js';
import type { WordsData } from './words/data.js';

/** What a common word is worth beside the likeness of letters. */
const COMMON_WORD = 0.5;
/** A shorter lead than this is no decision. */
const LEAD = 0.12;
/** What it takes to leave the conversation's language. */
const SWITCH_LEAD = 0.45;
const SWITCH_WORDS = 3;
const MOST_WORDS = 120;

export interface LanguageReader {
  /**
   * @param current the conversation's language, which a short or unclear message does not change
   * @returns undefined when unsure
   */
  read(words: Words, current?: Language): Language | undefined;
}

/** Recognises the matrix language by greetings, common words and letter sequences of the examples. */
export function createLanguageReader(
  words: Partial<Record<Language, WordsData>>,
  model: Model,
  internationals: ReadonlySet<string>,
): LanguageReader {
  const common = new Map(LANGUAGES.map((language) => [language, new Set(words[language]?.function ?? [])]));
  const greetings = createPhrases(
    LANGUAGES.map((tag) => ({ tag, patterns: words[tag]?.greetings ?? [], whole: true })),
  );
  const knowledge = { model, common, greetings, internationals };
  return { read: (message, current) => readLanguage(message, knowledge, current) };
}

interface Knowledge {
  model: Model;
  common: ReadonlyMap<Language, ReadonlySet<string>>;
  greetings: Phrases<Language>;
  internationals: ReadonlySet<string>;
}

function readLanguage(message: Words, knowledge: Knowledge, current?: Language): Language | undefined {
  const greeted = knowledge.greetings.find(message).map(({ tag }) => tag);
  if (greeted.length > 0) return current && greeted.includes(current) ? current : greeted.at(-1);
  const words = message.words.filter((word) => /\p{L}/u.test(word)).slice(0, MOST_WORDS);
  const telling = words.filter((word) => !knowledge.internationals.has(word));
  if (telling.length === 0 || (current && telling.length < SWITCH_WORDS)) return undefined;
  const likely = likelihoods(knowledge.model, lettersOf(telling));
  const scores = LANGUAGES.map((language, label) => ({
    language,
    score: (likely[label] ?? 0) + COMMON_WORD * share(telling, knowledge.common.get(language)),
  })).sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && second && best.score - second.score >= (current ? SWITCH_LEAD : LEAD) ? best.language : undefined;
}

/** Share of words that are among the commonest of a language. */
function share(words: readonly string[], common: ReadonlySet<string> | undefined): number {
  return common ? words.filter((word) => common.has(word)).length / Math.sqrt(words.length) : 0;
}
