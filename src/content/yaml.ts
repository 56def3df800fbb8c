import { type Document, isCollection, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { parsedOnce } from '../parsed.js';

/** Bounds of one flow file. */
export const MAX_FILE_BYTES = 512 * 1024;
export const MAX_DEPTH = 32;

/** Something wrong with a file as such. */
export interface Fault {
  line?: number;
  code: string;
  message: string;
  remedy: string;
}

/** A parsed file that still knows its lines. */
export interface Source {
  value: unknown;
  faults: Fault[];
  /** The line, from 1, at which a path's key stands; the nearest one above where it is missing. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML (and JSON, which is YAML) within bounds. Never throws. */
export function readSource(text: string): Source {
  let source: Source | undefined;
  const value = parsedOnce(text, () => {
    source = parseSource(text);
    return source.faults.length === 0 ? source.value : undefined;
  });
  if (source) return source;
  // Lines are asked for only where something is wrong.
  return { value, faults: [], lineOf: (path) => parseSource(text).lineOf(path) };
}

function parseSource(text: string): Source {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) return unread(`It is larger than ${MAX_FILE_BYTES} bytes.`);
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (!document || depthOf(document.contents) > MAX_DEPTH)
    return unread(`It is nested deeper than ${MAX_DEPTH} levels.`);
  const faults = [...syntaxFaults(document, lines), ...forbidden(document, lines)];
  const value = faults.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  return { value, faults, lineOf: (path) => lineOf(document, lines, path) };
}

function unread(message: string): Source {
  const remedy = 'Split the file into smaller flows.';
  return { value: undefined, faults: [{ code: 'file-too-large', message, remedy }], lineOf: () => 1 };
}

/** Undefined where the nesting is deeper than the parser's stack. */
function parse(text: string, lines: LineCounter): Document | undefined {
  try {
    return parseDocument(text, { lineCounter: lines, merge: false, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Stops counting just beyond the bound. */
function depthOf(node: unknown, depth = 0): number {
  if (depth > MAX_DEPTH || !isCollection(node)) return depth;
  const inner = node.items.map((item) => depthOf(isPair(item) ? item.value : item, depth + 1));
  return Math.max(depth + 1, ...inner);
}

const at = (lines: LineCounter, offset: number | undefined): number => lines.linePos(offset ?? 0).line;

const syntaxFaults = (document: Document, lines: LineCounter): Fault[] =>
  document.errors.map(({ message, pos }) => ({
    line: at(lines, pos[0]),
    code: 'yaml-invalid',
    message,
    remedy: 'Correct the YAML at this line.',
  }));

/** Aliases and merges hide what a step says from who reads it. */
function forbidden(document: Document, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  const add = (node: Node | null | undefined, what: string) =>
    faults.push({
      line: at(lines, node?.range?.[0]),
      code: 'yaml-forbidden',
      message: `${what} are not allowed in a flow.`,
      remedy: 'Write the step out in full.',
    });
  visit(document, {
    Alias: (_key, node) => void add(node, 'Aliases'),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) add(node, 'Anchors');
    },
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === '<<') add(key, 'Merges');
    },
  });
  return faults;
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
    const next = isPair(pair) ? pair.key : node.get(part, true);
    if (!next) break;
    offset = (next as Node).range?.[0] ?? offset;
    node = isPair(pair) ? pair.value : next;
  }
  return at(lines, offset);
}
