import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { judge, type RuledVerdict } from './danger/danger.js';
import { createSignFinder, type Found } from './danger/signs.js';
import type { UnderstandingData } from './data.js';
import { plain, toWords, type Words } from './fold.js';
import { type ConceptFinder, createConceptFinder } from './model/concepts.js';
import type { Reading } from './model/features.js';
import { type CommonWords, plausibleLanguages } from './plausible.js';
import { createSpelling } from './spelling.js';

/** A message taken apart, as all readers need it. */
export interface Analysed {
  written: Words;
  /** The same without misspellings and shorthand. */
  words: Words;
  /** What each word may mean. */
  concepts: readonly (readonly number[])[];
  found: readonly Found[];
  ruled: RuledVerdict;
}

export interface Analyser {
  analyse(text: string): Analysed;
  /** What the classifier looks at, in words `start` to `end`. */
  reading(analysed: Analysed, topics: readonly string[], start?: number, end?: number): Reading;
}

/** @param known words of the examples, which are right as they are; @param named words that requests and topics name */
export function createAnalyser(
  data: UnderstandingData,
  known: ReadonlySet<string>,
  named: readonly string[],
): Analyser {
  const finder = createSignFinder(data.danger);
  const concepts: ConceptFinder = createConceptFinder(data.concepts);
  const common = commonIn(data);
  const spelling = createSpelling({
    shorthand: shorthandIn(data, common),
    vocabulary: new Set([...finder.vocabulary, ...named]),
    known,
  });
  const { rules } = data.danger;
  return {
    analyse: (text) => {
      const written = toWords(text);
      const languages = plausibleLanguages(written.words, common);
      const words = spelling.correct(written, languages);
      const found = finder.find(words, languages);
      return { written, words, concepts: concepts.find(words.words, languages), found, ruled: judge(found, rules) };
    },
    reading: ({ written, words: { words }, concepts: meant, found, ruled }, topics, start = 0, end = words.length) => {
      const whole = start === 0 && end === words.length;
      const within = whole ? found : found.filter((sign) => sign.start >= start && sign.end <= end);
      return {
        written: whole ? written.words : words.slice(start, end),
        words: words.slice(start, end),
        concepts: meant.slice(start, end),
        signs: [...signsOf(within, whole ? ruled : judge(within, rules)), ...topics],
      };
    },
  };
}

function signsOf(found: readonly Found[], { danger, sure, because }: RuledVerdict): string[] {
  const signs = new Set(found.map(({ tag }) => tag.sign));
  return [...signs, ...because.map((reason) => `rule ${reason.split(':')[0]}`), `ruled ${danger} ${sure}`];
}

function commonIn({ words }: UnderstandingData): CommonWords {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, new Set((words[language]?.function ?? []).map(plain))]),
  );
}

/** A short form that is a common word of another language too ("toi") is left as it is. */
function shorthandIn({ words }: UnderstandingData, common: CommonWords): Map<Language, Map<string, string[]>> {
  return new Map(
    LANGUAGES.map((language) => {
      const isOther = (short: string) => LANGUAGES.some((one) => one !== language && common[one]?.has(short));
      const pairs = (words[language]?.shorthand ?? []).map((line) => line.split('=').map(plain));
      return [
        language,
        new Map(
          pairs.filter(([short = '']) => !isOther(short)).map(([short = '', long = '']) => [short, long.split(' ')]),
        ),
      ];
    }),
  );
}
