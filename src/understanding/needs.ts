import { type Language, NEEDS, type Need } from '../../dialogs/terms.js';
import type { Words } from './fold.js';
import { createPhrases } from './phrases.js';
import type { WordsData } from './words/data.js';

export interface NeedsVerdict {
  needs: Need[];
  /** The first is certain enough to be used without asking. */
  sure: boolean;
  kind?: string;
  because: string[];
}

/** What strong words name, before anything is weighed. */
export interface Topics {
  needs: ReadonlySet<Need>;
  kinds: readonly Topic[];
}

interface Topic {
  need: Need;
  kind: string;
}

/** At or above: named. At or above the second: used without asking. Chosen by cross-validation: decision 0007. */
const NAMED = 0.35;
const SURE = 0.75;
/** The least lead over the second need. */
const AHEAD = 0.15;
/** What a strong word alone is worth. */
const STRONG = 0.6;
const MOST_NEEDS = 3;

export interface TopicFinder {
  find(words: Words): Topics;
  /** Whole words that name needs and topics. */
  vocabulary: ReadonlySet<string>;
}

/** Finds strong words of needs and topics, except where the words around speak of something else. */
export function createTopicFinder(words: Partial<Record<Language, WordsData>>): TopicFinder {
  const strong = createPhrases(groupsOf(words, (one) => Object.entries(one.needs) as [Need, string[]][]));
  const topics = createPhrases(groupsOf(words, topicsOf));
  const asides = createPhrases(
    Object.values(words).map((one) => ({ tag: true as const, patterns: one.asides, sets: one.sets })),
  );
  return {
    vocabulary: new Set([...strong.vocabulary, ...topics.vocabulary]),
    find: (message) => {
      const aside = asides.find(message);
      const isMeant = (match: { start: number; end: number }) =>
        !aside.some(({ start, end }) => start < match.end && match.start < end);
      const tagsOf = <T>(found: { tag: T; start: number; end: number }[]) =>
        found.filter(isMeant).map(({ tag }) => tag);
      const kinds = tagsOf(topics.find(message));
      return { needs: new Set([...tagsOf(strong.find(message)), ...kinds.map(({ need }) => need)]), kinds };
    },
  };
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

/** The topics as signs for the classifier. */
export const signsOfTopics = ({ needs, kinds }: Topics): string[] => [
  ...[...needs].map((need) => `topic ${need}`),
  ...new Set(kinds.map(({ need, kind }) => `topic ${need} ${kind}`)),
];

/**
 * @param likely how likely each need is by the examples
 * @param namedOnly true: only needs that strong words name, where the message asks the bot for something else
 */
export function readNeeds(topics: Topics, likely: Partial<Record<Need, number>>, namedOnly = false): NeedsVerdict {
  const scored = NEEDS.map((need) => ({ need, score: combine(likely[need] ?? 0, topics.needs.has(need)) }))
    .filter(({ need, score }) => score >= NAMED && (topics.needs.has(need) || !namedOnly))
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST_NEEDS);
  const [first, second] = scored;
  const kind = topics.kinds.find((topic) => topic.need === first?.need)?.kind;
  return {
    needs: scored.map(({ need }) => need),
    sure: first !== undefined && first.score >= SURE && isAhead(first, second, topics),
    ...(kind === undefined ? {} : { kind }),
    because: scored.map(({ need }) => `need:${need}.${topics.needs.has(need) ? 'word' : 'examples'}`),
  };
}

interface Scored {
  need: Need;
  score: number;
}

/** Violence that is sure comes before whatever else she asks about. */
const rank = ({ need, score }: Scored): number => (need === 'violence' && score >= SURE ? 1 : 0) + score;

/**
 * A second need nearly as likely leaves it to her which comes first, and so does one that she named just as plainly;
 * where she said what it is about the first ("my boss does not pay me"), that goes first.
 */
function isAhead(first: Scored, second: Scored | undefined, { needs, kinds }: Topics): boolean {
  if (second === undefined || first.need === 'violence') return true;
  const isDetailed = kinds.some(({ need }) => need === first.need);
  const bothNamed = needs.has(first.need) && needs.has(second.need);
  return first.score - second.score >= AHEAD && (isDetailed || !bothNamed);
}

/** Either source may be enough; together they are surer. */
const combine = (likely: number, isNamed: boolean): number => (isNamed ? STRONG + (1 - STRONG) * likely : likely);
