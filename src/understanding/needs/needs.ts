import { z } from 'zod';
import { LANGUAGES, type Language, NEEDS, type Need } from '../../../dialogs/terms.js';
import { plain, type Words } from '../fold.js';
import { lines } from '../lines.js';
import { type Classifier, type Example, trainClassifier } from '../ngram.js';
import { createPhrases, type Phrases } from '../phrases.js';
import type { WordsData } from '../words/data.js';

/** `needs/<language>.yaml`: example messages by need, a line each; several needs are written `legal violence`. */
export const needsSchema = z.record(z.string().regex(/^[a-z -]+$/), lines);
export type NeedsData = Partial<Record<Language, z.output<typeof needsSchema>>>;

export interface NeedsVerdict {
  needs: Need[];
  /** The first is certain enough to be used without asking. */
  sure: boolean;
  kind?: string;
  because: string[];
}

/** At or above: named. At or above the second: used without asking. Calibrated on the project's own messages. */
const NAMED = 0.4;
const SURE = 0.75;
/** What a strong word alone is worth. */
const STRONG = 0.6;
const MOST_NEEDS = 3;

export interface NeedsReader {
  /** @param namedOnly true: only needs that strong words name, where the message asks the bot for something else */
  read(words: Words, namedOnly?: boolean): NeedsVerdict;
  /** Whole words that name needs and topics. */
  vocabulary: ReadonlySet<string>;
}

interface Topic {
  need: Need;
  kind: string;
}

/** Reads needs by strong words and by likeness to the examples. @throws Error when an example names an unknown need */
export function createNeedsReader(data: NeedsData, words: Partial<Record<Language, WordsData>>): NeedsReader {
  const classifier = trainClassifier(needExamples(data), NEEDS);
  const strong = createPhrases(groupsOf(words, (one) => Object.entries(one.needs) as [Need, string[]][]));
  const topics = createPhrases(groupsOf(words, topicsOf));
  const asides = createPhrases(
    Object.values(words).map((one) => ({ tag: true as const, patterns: one.asides, sets: one.sets })),
  );
  return {
    read: (message, namedOnly = false) => readNeeds(message, { classifier, strong, topics, asides }, namedOnly),
    vocabulary: new Set([...strong.vocabulary, ...topics.vocabulary]),
  };
}

/** The examples as the classifier wants them. */
export function needExamples(data: NeedsData): Example[] {
  return LANGUAGES.flatMap((language) =>
    Object.entries(data[language] ?? {}).flatMap(([key, phrases]) => {
      const labels = key === 'none' ? [] : key.split(' ');
      const unknown = labels.find((label) => !(NEEDS as readonly string[]).includes(label));
      if (unknown) throw new Error(`The examples in ${language} name an unknown need "${unknown}".`);
      return phrases.map((phrase) => ({ words: plain(phrase).split(' '), labels }));
    }),
  );
}

function groupsOf<T>(words: Partial<Record<Language, WordsData>>, entries: (data: WordsData) => [T, string[]][]) {
  return Object.values(words).flatMap((data) =>
    entries(data).map(([tag, patterns]) => ({ tag, patterns, sets: data.sets })),
  );
}

function topicsOf(data: WordsData): [Topic, string[]][] {
  return (Object.entries(data.kinds) as [Need, Record<string, string[]>][]).flatMap(([need, kinds]) =>
    Object.entries(kinds).map(([kind, patterns]): [Topic, string[]] => [{ need, kind }, patterns]),
  );
}

interface Knowledge {
  classifier: Classifier;
  strong: Phrases<Need>;
  topics: Phrases<Topic>;
  asides: Phrases<true>;
}

function readNeeds(
  message: Words,
  { classifier, strong, topics, asides }: Knowledge,
  namedOnly: boolean,
): NeedsVerdict {
  const likely = classifier.score(message.words);
  const aside = asides.find(message);
  const isMeant = (match: { start: number; end: number }) =>
    !aside.some(({ start, end }) => start < match.end && match.start < end);
  const named = new Set(
    strong
      .find(message)
      .filter(isMeant)
      .map((match) => match.tag),
  );
  const kinds = topics
    .find(message)
    .filter(isMeant)
    .map((match) => match.tag);
  for (const { need } of kinds) named.add(need);
  const scored = NEEDS.map((need) => ({ need, score: combine(likely[need] ?? 0, named.has(need)) }))
    .filter(({ need, score }) => score >= NAMED && (named.has(need) || !namedOnly))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_NEEDS);
  const [first] = scored;
  const kind = kinds.find((topic) => topic.need === first?.need)?.kind;
  return {
    needs: scored.map(({ need }) => need),
    sure: first !== undefined && first.score >= SURE,
    ...(kind === undefined ? {} : { kind }),
    because: scored.map(({ need }) => `need:${need}.${named.has(need) ? 'word' : 'examples'}`),
  };
}

/** Either source may be enough; together they are surer. */
const combine = (likely: number, isNamed: boolean): number => (isNamed ? STRONG + (1 - STRONG) * likely : likely);
