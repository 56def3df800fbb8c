import * as z from 'zod';
import type { Language } from '../../../dialogs/terms.js';
import { fold } from '../fold.js';

/** The columns of a line of `concepts.yaml`. */
const COLUMNS = ['es', 'pt', 'fr', 'nl', 'en'] as const;

/** `concepts.yaml`: words of one meaning in five languages, by the meaning's name. */
export const conceptsSchema = z.record(
  z.string(),
  z
    .string()
    .refine((line) => line.split('|').length === COLUMNS.length, 'expected five columns: es | pt | fr | nl | en'),
);
export type ConceptsData = z.output<typeof conceptsSchema>;

export interface ConceptFinder {
  /** For each word the numbers of what it may mean; none where nobody listed it. */
  find(words: readonly string[], languages: readonly Language[]): (readonly number[])[];
}

interface Lists {
  whole: Map<string, number[]>;
  beginnings: Map<string, number[]>;
}

const NONE: readonly number[] = [];
const SHORTEST_BEGINNING = 2;

export function createConceptFinder(data: ConceptsData): ConceptFinder {
  const lists = new Map(COLUMNS.map((language) => [language, { whole: new Map(), beginnings: new Map() } as Lists]));
  for (const [number, line] of Object.values(data).entries())
    for (const [column, cell] of line.split('|').entries()) {
      const own = lists.get(COLUMNS[column] ?? 'en');
      for (const word of fold(cell).split(/\s+/)) if (own && word !== '') note(own, word, number);
    }
  return { find: (words, languages) => words.map((word) => meaningsOf(word, languages, lists)) };
}

function note({ whole, beginnings }: Lists, word: string, number: number): void {
  const isBeginning = word.endsWith('*');
  const [list, key] = isBeginning ? [beginnings, word.slice(0, -1)] : [whole, word];
  const known = list.get(key) ?? [];
  if (!known.includes(number)) known.push(number);
  list.set(key, known);
}

function meaningsOf(
  word: string,
  languages: readonly Language[],
  lists: ReadonlyMap<Language, Lists>,
): readonly number[] {
  let found: Set<number> | undefined;
  const add = (numbers: readonly number[] = NONE) => {
    for (const number of numbers) {
      found ??= new Set();
      found.add(number);
    }
  };
  for (const language of languages) {
    const own = lists.get(language);
    add(own?.whole.get(word));
    for (let length = SHORTEST_BEGINNING; length <= word.length; length++)
      add(own?.beginnings.get(word.slice(0, length)));
  }
  return found ? [...found] : NONE;
}
