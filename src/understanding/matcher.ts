import { SENTENCE_END, type Words } from './fold.js';
import type { Node, Starts } from './pattern.js';

/** A pattern that was found: words `start` to `end` (exclusive). */
export interface Match<T> {
  tag: T;
  start: number;
  end: number;
}

/** Finds many patterns in one pass: patterns are looked up by their first word. */
export interface Matcher<T> {
  find(words: Words): Match<T>[];
  /** Whole words that patterns name, for spelling. */
  vocabulary: Set<string>;
}

const STEM_KEY = 2;

/** @throws Error when a pattern starts with a gap or may be empty */
export function createMatcher<T>(entries: readonly { node: Node; tag: T }[]): Matcher<T> {
  const byWord = new Map<string, { node: Node; tag: T }[]>();
  const byStem = new Map<string, { node: Node; tag: T }[]>();
  const vocabulary = new Set<string>();
  const seen = new Set<Node>();
  for (const entry of entries) {
    const starts = firsts(entry.node);
    for (const word of new Set(starts.flatMap((start) => (start.kind === 'word' ? [...start.words] : []))))
      push(byWord, word, entry);
    for (const key of new Set(
      starts.flatMap((start) => (start.kind === 'stem' ? [start.stem.slice(0, STEM_KEY)] : [])),
    ))
      push(byStem, key, entry);
    collectWords(entry.node, vocabulary, seen);
  }
  return { vocabulary, find: (words) => findAll(words.words, byWord, byStem) };
}

type Entries<T> = ReadonlyMap<string, readonly { node: Node; tag: T }[]>;

function findAll<T>(words: readonly string[], byWord: Entries<T>, byStem: Entries<T>): Match<T>[] {
  const found: Match<T>[] = [];
  const add = (entries: readonly { node: Node; tag: T }[], start: number) => {
    for (const { node, tag } of entries) {
      const end = matchEnd(node, words, start);
      if (end > start) found.push({ tag, start, end });
    }
  };
  for (const [start, word] of words.entries()) {
    add(byWord.get(word) ?? NONE, start);
    add(byStem.get(word.slice(0, STEM_KEY)) ?? NONE, start);
  }
  return found;
}

const NONE: readonly never[] = [];

/** @returns the index after the match, or -1 */
function matchEnd(node: Node, words: readonly string[], at: number): number {
  if (node.kind === 'end') return at;
  if (node.kind === 'either') return firstEnd(optionsFor(node, words[at] ?? ''), words, at);
  const word = words[at];
  if (node.kind === 'gap') return matchGap(node, words, at);
  if (word === undefined) return -1;
  const fits = node.kind === 'word' ? node.words.has(word) : word.startsWith(node.stem);
  return fits ? matchEnd(node.next, words, at + 1) : -1;
}

type Either = Extract<Node, { kind: 'either' }>;

/** Of dozens of options, those that the word's first letters leave open. */
function optionsFor(node: Either, word: string): readonly Node[] {
  node.starts ??= startsOf(node.options);
  return node.starts.byKey.get(word.slice(0, STEM_KEY)) ?? node.starts.open;
}

function startsOf(options: readonly Node[]): Starts {
  const byKey = new Map<string, Node[]>();
  const open: Node[] = [];
  for (const option of options) {
    const keys = keysOf(option);
    if (keys) for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? open), option]);
    else for (const list of [open, ...byKey.values()]) list.push(option);
  }
  return { byKey, open };
}

/** @returns undefined where any word may be the first */
function keysOf(node: Node): ReadonlySet<string> | undefined {
  if (node.kind === 'word') return new Set(Array.from(node.words, (word) => word.slice(0, STEM_KEY)));
  if (node.kind === 'stem') return node.stem.length >= STEM_KEY ? new Set([node.stem.slice(0, STEM_KEY)]) : undefined;
  if (node.kind !== 'either') return undefined;
  const keys = new Set<string>();
  for (const option of node.options) {
    const own = keysOf(option);
    if (!own) return undefined;
    for (const key of own) keys.add(key);
  }
  return keys;
}

function firstEnd(options: readonly Node[], words: readonly string[], at: number): number {
  for (const option of options) {
    const end = matchEnd(option, words, at);
    if (end >= 0) return end;
  }
  return -1;
}

function matchGap(gap: Extract<Node, { kind: 'gap' }>, words: readonly string[], at: number): number {
  for (let skipped = 0; skipped <= gap.most; skipped++) {
    const end = matchEnd(gap.next, words, at + skipped);
    if (end >= 0) return end;
    const word = words[at + skipped];
    if (word === undefined || word === SENTENCE_END || gap.stops.has(word)) return -1;
  }
  return -1;
}

function firsts(node: Node): Extract<Node, { kind: 'word' | 'stem' }>[] {
  if (node.kind === 'either') return node.options.flatMap(firsts);
  if (node.kind === 'word' || node.kind === 'stem') return [node];
  throw new Error('A pattern starts with a gap, or all of it may be missing.');
}

/** @param seen nodes that were visited: phrases share what follows them */
function collectWords(node: Node, into: Set<string>, seen: Set<Node>): void {
  if (node.kind === 'end' || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'either') for (const option of node.options) collectWords(option, into, seen);
  else {
    if (node.kind === 'word') for (const word of node.words) into.add(word);
    collectWords(node.next, into, seen);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
