import type { Place } from '../../dialogs/meaning.js';
import { fold, toWords } from './fold.js';
import type { PlaceFacts } from './placeFacts.js';

interface Entry {
  place: Place;
  /** A village whose name is also a word, or very short. */
  doubtful: boolean;
  /** Doubtful or not, it is meant after a preposition of place. */
  telling: boolean;
}

/** Finds places by postcode and by name. */
export interface Gazetteer {
  postcode(digits: string): Place | undefined;
  /** The longest name that starts at a word, with its length in words. */
  longest(words: readonly string[], start: number, most: number): (Entry & { length: number }) | undefined;
  /** The best-known name within one or two letters; `far` gives up beyond its own limit. */
  nearest(word: string, far: (a: string, b: string) => number): Entry | undefined;
}

/** Villages with names this short are believed only where the words before say so. */
const SHORT = 5;
const BRUSSELS = { first: 1000, last: 1299 };

/** @param common words that are also village names; @param basic the commonest of them, which even towns are not */
export function createGazetteer(facts: PlaceFacts, common: ReadonlySet<string>, basic: ReadonlySet<string>): Gazetteer {
  const postcodes = new Map(facts.postcodes.map((row) => [row.postcode, placeOf(row)]));
  const names = new Map<string, Entry>();
  for (const row of facts.postcodes) {
    for (const name of row.names) add(names, name, placeOf(row, name), common, { short: SHORT, basic });
  }
  const wellKnown = new Map<string, Entry>();
  for (const { name, ...place } of facts.aliases) add(wellKnown, name, place, basic, { short: 2, basic: NONE });
  for (const [name, entry] of wellKnown) names.set(name, entry);
  const byLength = groupByLength(wellKnown);
  return {
    postcode: (digits) => postcodes.get(digits) ?? brusselsOffice(digits),
    longest: (words, start, most) => longest(names, words, start, most),
    nearest: (word, far) => nearest(byLength, word, far),
  };
}

function placeOf(row: PlaceFacts['postcodes'][number], name = row.names[0]): Place {
  return { region: row.region, postcode: row.postcode, ...(name === undefined ? {} : { city: name }) };
}

/** Codes of institutions are in no list but lie in Brussels. */
function brusselsOffice(digits: string): Place | undefined {
  const code = Number(digits);
  return code >= BRUSSELS.first && code <= BRUSSELS.last ? { region: 'brussels', postcode: digits } : undefined;
}

/** Two letters are a word of some language sooner than one of the few places named so; their postcode still tells. */
const SHORTEST_NAME = 3;

interface Limits {
  /** Names of so few letters are doubtful. */
  short: number;
  /** Words that are no place even after a preposition. */
  basic: ReadonlySet<string>;
}
const NONE: ReadonlySet<string> = new Set();

function add(
  names: Map<string, Entry>,
  name: string,
  place: Place,
  common: ReadonlySet<string>,
  { short, basic }: Limits,
): void {
  const key = toWords(fold(name))
    .words.filter((word) => word !== '.')
    .join(' ');
  if (key.length < SHORTEST_NAME || names.has(key)) return;
  const isShort = key.length <= short;
  const entry = { place, doubtful: isShort || common.has(key), telling: !isShort && !basic.has(key) };
  names.set(key, entry);
  const abbreviated = key.replace(/^(sint|saint|sankt) /, 'st ');
  if (!names.has(abbreviated)) names.set(abbreviated, entry);
  const [first = ''] = key.split(/ (?:sur|lez) /);
  if (first.length > SHORT && !names.has(first)) names.set(first, { ...entry, doubtful: common.has(first) });
}

function longest(names: ReadonlyMap<string, Entry>, words: readonly string[], start: number, most: number) {
  for (let length = Math.min(most, words.length - start); length > 0; length--) {
    const entry = names.get(words.slice(start, start + length).join(' '));
    if (entry) return { ...entry, length };
  }
  return undefined;
}

function groupByLength(names: ReadonlyMap<string, Entry>): Map<number, [string, Entry][]> {
  const groups = new Map<number, [string, Entry][]>();
  for (const [name, entry] of names) {
    groups.set(name.length, [...(groups.get(name.length) ?? []), [name, entry]]);
  }
  return groups;
}

function nearest(groups: ReadonlyMap<number, [string, Entry][]>, word: string, far: (a: string, b: string) => number) {
  const most = word.length >= 9 ? 2 : 1;
  let best: { entry: Entry; off: number } | undefined;
  for (let length = word.length - most; length <= word.length + most; length++) {
    for (const [name, entry] of groups.get(length) ?? []) {
      if (name[0] !== word[0] && name[1] !== word[1]) continue;
      const off = far(word, name);
      if (off <= most && (!best || off < best.off)) best = { entry, off };
    }
  }
  return best?.entry;
}
