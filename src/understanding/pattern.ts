import { fold } from './fold.js';

/**
 * The little language in which words and phrases are written in the data files:
 *
 *     mi marido me pega      these words, one after the other
 *     golpe*                 any word that starts so
 *     (a|b c|d)              one of these;  (a|b)? or word?  may be missing
 *     $him                   one of the phrases of the set `him`
 *     ..  and  ...           up to three, or six, words between; never over a sentence's end or a negation
 */
export type Node =
  | { kind: 'end' }
  | { kind: 'word'; words: ReadonlySet<string>; next: Node }
  | { kind: 'stem'; stem: string; next: Node }
  | { kind: 'gap'; most: number; stops: ReadonlySet<string>; next: Node }
  /** `starts`: made when first needed. */
  | { kind: 'either'; options: Node[]; starts?: Starts };

/** Options in order, by the first letters of the words that they may begin with. */
export interface Starts {
  byKey: ReadonlyMap<string, readonly Node[]>;
  /** Those that may begin with any word. */
  open: readonly Node[];
}

export interface PatternContext {
  /** Phrases by set name. */
  sets: Readonly<Record<string, readonly string[]>>;
  /** Words a gap never crosses. */
  stops: ReadonlySet<string>;
  fold: (text: string) => string;
}

const END: Node = { kind: 'end' };
const GAPS: Record<string, number> = { '..': 3, '...': 6 };
const PART = /\(|\)\??|\||\.{2,3}|\$[\w-]+\??|[^\s()|]+/g;
const MAX_SET_DEPTH = 4;

/** Compiles one pattern. @throws Error naming the pattern when it is malformed */
export function compilePattern(source: string, context: PatternContext): Node {
  const parts = partsOf(source, context);
  const reader = { parts, at: 0, source, context, depth: 0 };
  const node = readEither(reader)(END);
  if (reader.at !== parts.length || parts.length === 0 || !startsWithWord(node))
    throw new Error(`Malformed pattern "${source}".`);
  return node;
}

/** Patterns are looked up by their first word, so there must be one. */
function startsWithWord(node: Node): boolean {
  return node.kind === 'either' ? node.options.every(startsWithWord) : node.kind === 'word' || node.kind === 'stem';
}

const WORD = /(?<![$\p{L}\p{N}-])[\p{L}\p{N}]+(?![\p{L}\p{N}*-])/gu;

/** The whole words of a pattern, without compiling it; not those of the sets that it names. */
export const wordsNamed = (pattern: string): string[] => fold(pattern).match(WORD) ?? [];

/** Words joined by a hyphen or an apostrophe are two words, as they are in messages. */
function partsOf(source: string, context: PatternContext): string[] {
  const folded = context.fold(source);
  const separate = /['’-]/.test(folded) ? folded.replace(/(?<=\p{L})['’-](?=\p{L})/gu, ' ') : folded;
  return separate.match(PART) ?? [];
}

/** Builds a node when given what follows it. */
type Build = (next: Node) => Node;
interface Reader {
  parts: readonly string[];
  at: number;
  source: string;
  context: PatternContext;
  depth: number;
}

function readEither(reader: Reader): Build {
  const options = [readSequence(reader)];
  while (reader.parts[reader.at] === '|') {
    reader.at++;
    options.push(readSequence(reader));
  }
  return options.length === 1 && options[0] ? options[0] : either(options);
}

function readSequence(reader: Reader): Build {
  const builds: Build[] = [];
  for (let part = reader.parts[reader.at]; part !== undefined && !/^[|)]/.test(part); part = reader.parts[reader.at]) {
    reader.at++;
    builds.push(readPart(part, reader));
  }
  return (next) => builds.reduceRight((following, build) => build(following), next);
}

function readPart(part: string, reader: Reader): Build {
  if (part === '(') return readGroup(reader);
  const gap = GAPS[part];
  if (gap !== undefined) return (next) => ({ kind: 'gap', most: gap, stops: reader.context.stops, next });
  const optional = part.endsWith('?');
  const name = optional ? part.slice(0, -1) : part;
  const build = name.startsWith('$') ? readSet(name.slice(1), reader) : single(name);
  return optional ? either([build, (next) => next]) : build;
}

function readGroup(reader: Reader): Build {
  const words = readWords(reader);
  if (words) return (next) => ({ kind: 'word', words, next });
  const inside = readEither(reader);
  const close = reader.parts[reader.at++];
  if (close !== ')' && close !== ')?') throw new Error(`Unclosed bracket in "${reader.source}".`);
  return close === ')?' ? either([inside, (next) => next]) : inside;
}

/** The commonest group is a list of single words: it is read without building each by itself. */
function readWords(reader: Reader): Set<string> | undefined {
  const words = new Set<string>();
  for (let at = reader.at; ; at += 2) {
    const word = reader.parts[at];
    if (word === undefined || !PLAIN_WORD.test(word)) return undefined;
    words.add(word);
    const after = reader.parts[at + 1];
    if (after === '|') continue;
    if (after !== ')') return undefined;
    reader.at = at + 2;
    return words;
  }
}

const PLAIN_WORD = /^[^()|$.*?]+$/;

/** Sets are read once and used in hundreds of patterns. */
const readSets = new WeakMap<object, Map<string, Build>>();

function readSet(name: string, reader: Reader): Build {
  const known = readSets.get(reader.context.sets) ?? new Map<string, Build>();
  readSets.set(reader.context.sets, known);
  const build = known.get(name) ?? parseSet(name, reader);
  known.set(name, build);
  return build;
}

function parseSet(name: string, reader: Reader): Build {
  const phrases = reader.context.sets[name];
  if (!phrases || reader.depth >= MAX_SET_DEPTH) throw new Error(`No set "${name}" for "${reader.source}".`);
  return remembered(
    either(
      phrases.map((phrase) => {
        const parts = partsOf(phrase, reader.context);
        return readEither({ ...reader, parts, at: 0, source: phrase, depth: reader.depth + 1 });
      }),
    ),
  );
}

/** A set that ends many patterns is built once. */
function remembered(build: Build): Build {
  const built = new WeakMap<Node, Node>();
  return (next) => {
    const node = built.get(next) ?? build(next);
    built.set(next, node);
    return node;
  };
}

function single(text: string): Build {
  if (text.endsWith('*')) return (next) => ({ kind: 'stem', stem: text.slice(0, -1), next });
  const words = alone(text);
  return (next) => ({ kind: 'word', words, next });
}

/** The same few thousand words stand alone in tens of thousands of places. */
const sets = new Map<string, ReadonlySet<string>>();

function alone(word: string): ReadonlySet<string> {
  const words = sets.get(word) ?? new Set([word]);
  sets.set(word, words);
  return words;
}

/** Single words that share what follows become one look-up. */
function either(builds: readonly Build[]): Build {
  return (next) => {
    const nodes = builds
      .map((build) => build(next))
      .flatMap((node) => (node.kind === 'either' ? node.options : [node]));
    const words = nodes.flatMap((node) => (node.kind === 'word' && node.next === next ? [...node.words] : []));
    const rest = nodes.filter((node) => node.kind !== 'word' || node.next !== next);
    const options: Node[] = words.length > 0 ? [{ kind: 'word', words: new Set(words), next }, ...rest] : rest;
    return options.length === 1 && options[0] ? options[0] : { kind: 'either', options };
  };
}
