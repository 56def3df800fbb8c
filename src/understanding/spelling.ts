import type { Language } from '../../dialogs/terms.js';
import { distance } from './distance.js';
import type { Words } from './fold.js';
import { lazily } from './lazily.js';

/** Words shorter than this are too easily taken for others. */
const SHORTEST = 5;
/** Longer words may differ in two letters. */
const LONG = 9;
/** Of two words equally near, the one of the same length was meant: letters change places more often than they vanish. */
const UNEQUAL_LENGTH = 0.5;

export interface Spelling {
  /**
   * Writes out shorthand (`q`, `xq`, `vc`, `dont`) and brings misspelt words to the ones that matter.
   * @param languages those whose shorthand is meant
   */
  correct(words: Words, languages: readonly Language[]): Words;
}

export interface SpellingData {
  /** What short forms of one or two words stand for, by language: `xq` → `por que`, `ni meer` → `niet meer`. */
  shorthand: ReadonlyMap<Language, Shorthand>;
  /** Words worth finding when misspelt. */
  vocabulary: ReadonlySet<string>;
  /** Words that are right as they are. */
  known: ReadonlySet<string>;
}

type Shorthand = ReadonlyMap<string, readonly string[]>;

/** Corrects only words nobody knows, and only towards words that patterns name. */
export function createSpelling({ shorthand, vocabulary, known }: SpellingData): Spelling {
  const index = lazily(() => deletionIndex(vocabulary));
  const corrected = (word: string): string =>
    word.length < SHORTEST || known.has(word) || vocabulary.has(word) ? word : (nearest(word, index()) ?? word);
  return {
    correct: (words, languages) =>
      rewriteAll(
        words,
        languages.flatMap((language) => shorthand.get(language) ?? []),
        corrected,
      ),
  };
}

function rewriteAll({ words, pause }: Words, shorthands: readonly Shorthand[], correct: (word: string) => string) {
  const result: Words = { words: [], pause: [] };
  const writtenOut = (short: string) => shorthands.find((one) => one.has(short))?.get(short);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const pair = writtenOut(`${word} ${words[index + 1]}`);
    for (const [part, written] of (pair ?? writtenOut(word) ?? [correct(word)]).entries()) {
      result.words.push(written);
      result.pause.push(part === 0 && pause[index] === true);
    }
    if (pair) index++;
  }
  return result;
}

function nearest(word: string, index: ReadonlyMap<string, readonly string[]>): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  const candidates = new Set([word, ...deletions(word)].flatMap((key) => index.get(key) ?? []));
  let best: { word: string; off: number } | undefined;
  for (const candidate of candidates) {
    const far = distance(word, candidate, most);
    const off = far + (candidate.length === word.length ? 0 : UNEQUAL_LENGTH);
    if (far <= most && (!best || off < best.off)) best = { word: candidate, off };
  }
  return best?.word;
}

/** Every vocabulary word under itself and under itself less one letter: a misspelling meets it there. */
function deletionIndex(vocabulary: ReadonlySet<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST) continue;
    for (const key of [word, ...deletions(word)]) {
      const list = index.get(key);
      if (list) list.push(word);
      else index.set(key, [word]);
    }
  }
  return index;
}

function deletions(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}
