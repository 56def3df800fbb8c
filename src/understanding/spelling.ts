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

function nearest(word: string, index: DeletionIndex): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  let best: { word: string; off: number } | undefined;
  for (const candidate of index.near(word)) {
    const far = distance(word, candidate, most);
    const off = far + (candidate.length === word.length ? 0 : UNEQUAL_LENGTH);
    if (far <= most && (!best || off < best.off)) best = { word: candidate, off };
  }
  return best?.word;
}

/** Every vocabulary word under itself and under itself less one letter: a misspelling meets it there. */
interface DeletionIndex {
  /** Words that may be near, and by chance a few others. */
  near(word: string): Set<string>;
}

const BUCKETS = 1 << 16;

/** Numbers instead of pieces of text, in two tables: start-up waits for it. */
function deletionIndex(vocabulary: ReadonlySet<string>): DeletionIndex {
  const words = [...vocabulary].filter((word) => word.length >= SHORTEST);
  const ends = new Uint32Array(BUCKETS + 1);
  for (const word of words) for (const bucket of bucketsOf(word)) ends[bucket] = (ends[bucket] ?? 0) + 1;
  for (let bucket = 1; bucket <= BUCKETS; bucket++) ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  const starts = ends.slice();
  const entries = new Uint32Array(starts[BUCKETS] ?? 0);
  for (let number = words.length - 1; number >= 0; number--)
    for (const bucket of bucketsOf(words[number] ?? '')) {
      const at = (starts[bucket] ?? 0) - 1;
      starts[bucket] = at;
      entries[at] = number;
    }
  const wordsIn = (bucket: number) =>
    Array.from(entries.subarray(starts[bucket], ends[bucket]), (at) => words[at] ?? '');
  return { near: (word) => new Set(bucketsOf(word).flatMap(wordsIn)) };
}

const PRIME = 0x01000193;

/** Of the word, and of the word without each of its letters. */
function bucketsOf(word: string): number[] {
  const buckets: number[] = [];
  for (let left = -1; left < word.length; left++) {
    let value = 0x811c9dc5;
    for (let at = 0; at < word.length; at++) if (at !== left) value = Math.imul(value ^ word.charCodeAt(at), PRIME);
    buckets.push((value ^ (value >>> 16)) & (BUCKETS - 1));
  }
  return buckets;
}
