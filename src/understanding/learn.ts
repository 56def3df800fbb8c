import type { Learnt, UnderstandingData } from './data.js';
import type { Example } from './examples.js';
import { toWords } from './fold.js';
import { learnLanguages, learnMeaning } from './lessons.js';
import { createFinders } from './understanding.js';

/** A word seen once may be a slip; twice, it is a word. */
const KNOWN_FROM = 2;

/** Learns from examples; some minutes for forty thousand. The same examples give the same bytes. */
export function learn(data: UnderstandingData, examples: readonly Example[]): Learnt {
  const known = knownWords(examples);
  const finders = createFinders(data, known);
  return {
    meaning: learnMeaning(examples, data, finders),
    languages: learnLanguages(examples, data.words),
    known,
  };
}

function knownWords(examples: readonly Example[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const word of new Set(toWords(text).words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= KNOWN_FROM).map(([word]) => word);
}
