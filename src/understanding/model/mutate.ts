import { fold } from '../fold.js';

/** Vowels and other letters that a hurried thumb leaves out, doubles or swaps. */
const SHORTENINGS: readonly [RegExp, string][] = [
  [/\b(que|qué)\b/gi, 'q'],
  [/\b(por que|porque|parce que)\b/gi, 'pq'],
  [/\b(você)\b/gi, 'vc'],
  [/\b(não)\b/gi, 'n'],
  [/\b(també?m)\b/gi, 'tb'],
  [/\b(beaucoup)\b/gi, 'bcp'],
  [/\b(c'est)\b/gi, 'c'],
  [/\b(you)\b/gi, 'u'],
  [/\b(your)\b/gi, 'ur'],
  [/\b(please)\b/gi, 'pls'],
  [/\b(niet)\b/gi, 'ni'],
  [/\b(het)\b/gi, 't'],
  [/\b(ik)\b/gi, 'k'],
  [/\b(een)\b/gi, 'n'],
];

/** A word in this many gets a slip of the thumb. */
const SLIP_SHARE = 0.15;
const SLIP_FROM = 4;

export type Mutation = (text: string, random: () => number) => string;

/** The ways in which the same message may be written by somebody else. */
export const MUTATIONS = {
  plain: (text) => fold(text),
  bare: (text) => text.replace(/[.,;:!?¿¡'’"«»()…-]+/g, ' '),
  shouted: (text) => text.toUpperCase(),
  short: (text) => SHORTENINGS.reduce((short, [from, to]) => short.replace(from, to), text),
  slips: (text, random) =>
    text
      .split(' ')
      .map((word) => (word.length >= SLIP_FROM && random() < SLIP_SHARE ? slip(word, random) : word))
      .join(' '),
} satisfies Record<string, Mutation>;

/** One letter left out, doubled or changed places with the next. */
function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + word[at] + word.slice(at);
  return word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2);
}

/** One of the ways, or two of them together. */
export function mutate(text: string, random: () => number): string {
  const ways = Object.values(MUTATIONS);
  const pick = () => ways[Math.floor(random() * ways.length)] ?? MUTATIONS.plain;
  const once = pick()(text, random);
  return random() < 0.5 ? once : pick()(once, random);
}
