import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * What files of data say, by the hash of their text, kept from one start to the next: reading YAML is most of a start.
 * It is only ever a copy: without it, or where a text changed, the text itself is read.
 */
let known = new Map<string, unknown>();
const used = new Map<string, unknown>();
let grown = false;

/** @param parse reads the text; `undefined` where it cannot be used, which is not kept */
export function parsedOnce<T>(text: string, parse: () => T | undefined): T | undefined {
  const name = createHash('sha1').update(text).digest('base64url');
  const isKnown = known.has(name);
  const value = isKnown ? (known.get(name) as T) : parse();
  if (value === undefined) return undefined;
  used.set(name, value);
  grown ||= !isKnown;
  return value;
}

/** Brings back what an earlier start read. A file that is missing or broken counts as empty. */
export function openParsed(file: string): void {
  try {
    known = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as object));
  } catch {
    known = new Map();
  }
}

/** Keeps what was read since, where there is anything new and the folder can be written. */
export function saveParsed(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    if (grown) writeFileSync(aside, JSON.stringify(Object.fromEntries(used)));
    if (grown) renameSync(aside, file);
  } catch {
    // A folder that cannot be written only makes the next start slower.
  }
  known = new Map();
  used.clear();
  grown = false;
}
