import { SENTENCE_END } from '../fold.js';

export const BUCKETS = 1 << 18;

/** What the classifier looks at in a message or a part of one. */
export interface Reading {
  /** As she typed them, for their letters. */
  written: readonly string[];
  words: readonly string[];
  /** What each word may mean. */
  concepts: readonly (readonly number[])[];
  /** Names of signs and rules that hold. */
  signs: readonly string[];
}

/** Hashed features, each with its weight in the message. */
export interface Features {
  buckets: Uint32Array;
  values: Float32Array;
}

/** A kind of feature, and how much all of its kind count together. */
const KINDS = {
  letters: { seed: 0x811c9dc5, share: 0.7 },
  word: { seed: 0x2545f491, share: 0.7 },
  pair: { seed: 0x7ed55d16, share: 0.7 },
  sign: { seed: 0x165667b1, share: 0.6 },
  concept: { seed: 0x27d4eb2f, share: 1 },
  conceptPair: { seed: 0x61c88647, share: 1 },
} as const;
type Kind = keyof typeof KINDS;

const SHORTEST = 2;
const LONGEST = 5;
/** How many words that mean something may stand between two of them. */
const REACH = 8;
/** No message part has more; what is beyond is left out. */
const MOST_FEATURES = 20_000;
const PRIME = 0x01000193;

/** When a bucket was last seen, by the number of the text: one table serves all texts, and none is cleared. */
const lastSeen = new Uint32Array(BUCKETS);
const buckets = new Uint32Array(MOST_FEATURES);
const values = new Float32Array(MOST_FEATURES);
let textNumber = 0;
let count = 0;

/** Everything that the classifier of danger and needs looks at. */
export function featuresOf({ written, words, concepts, signs }: Reading): Features {
  begin();
  family('letters', written, noteLetters);
  family('word', words, noteWhole('word'));
  family('pair', words, (word, at) => {
    if (at > 0) note(hashed(word, hashed(words[at - 1] ?? '', KINDS.pair.seed)));
  });
  family('sign', signs, noteWhole('sign'));
  const meant = concepts.filter((meanings, at) => meanings.length > 0 || words[at] === SENTENCE_END);
  family('concept', meant, noteConcepts);
  family('conceptPair', meant, (meanings, at) => noteConceptPairs(meanings, meant.slice(at + 1, at + 1 + REACH)));
  return finished();
}

/** Letters and words alone, by which a language shows. */
export function lettersOf(words: readonly string[]): Features {
  begin();
  family('letters', words, noteLetters);
  family('word', words, noteWhole('word'));
  return finished();
}

function begin(): void {
  textNumber++;
  count = 0;
}

const finished = (): Features => ({ buckets: buckets.slice(0, count), values: values.slice(0, count) });

/** The features of a kind share its weight evenly, so that long words or messages do not shout. */
function family<T>(kind: Kind, items: readonly T[], noteOne: (item: T, at: number) => void): void {
  const before = count;
  for (let at = 0; at < items.length; at++) noteOne(items[at] as T, at);
  values.fill(KINDS[kind].share / Math.sqrt(count - before), before, count);
}

const noteWhole = (kind: Kind) => (text: string) => note(hashed(text, KINDS[kind].seed));

function note(value: number): void {
  const bucket = mixed(value) & (BUCKETS - 1);
  if (lastSeen[bucket] === textNumber || count >= MOST_FEATURES) return;
  lastSeen[bucket] = textNumber;
  buckets[count++] = bucket;
}

/** Pieces of two to five letters; all that start at one letter share their beginnings, and so does their hash. */
function noteLetters(word: string): void {
  const padded = `_${word}_`;
  for (let start = 0; start < padded.length - 1; start++) {
    const end = Math.min(start + LONGEST, padded.length);
    let value: number = KINDS.letters.seed;
    for (let at = start; at < end; at++) {
      value = Math.imul(value ^ padded.charCodeAt(at), PRIME);
      if (at - start + 1 >= SHORTEST) note(value);
    }
  }
}

function noteConcepts(meanings: readonly number[]): void {
  for (const meaning of meanings) note(Math.imul(meaning + 1, KINDS.concept.seed));
}

/** What follows what, in order: "he … door" is not "door … he". */
function noteConceptPairs(firsts: readonly number[], following: readonly (readonly number[])[]): void {
  for (const seconds of following)
    for (const first of firsts) for (const second of seconds) note(pairOf(first, second));
}

const pairOf = (first: number, second: number): number =>
  Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + 1, KINDS.conceptPair.seed);

function hashed(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value;
}

/** Spreads the bits, so that like hashes fall apart. */
function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}
