import type { Meaning } from '../../dialogs/meaning.js';
import { type Command, type Language, NEEDS, type Need, type Request } from '../../dialogs/terms.js';
import { type Analysed, type Analyser, createAnalyser } from './analysis.js';
import { createAnswerMatcher, type OpenQuestion } from './answer.js';
import { type CommandReader, createCommandReader } from './command.js';
import type { DangerVerdict } from './danger/danger.js';
import { type LikelyDanger, weigh } from './danger/weigh.js';
import type { Learnt, UnderstandingData } from './data.js';
import { SENTENCE_END, toWords, type Words } from './fold.js';
import { createLanguageReader, type LanguageReader } from './language.js';
import { ANY_DANGER } from './lessons.js';
import { featuresOf } from './model/features.js';
import { likelihoods, type Model } from './model/model.js';
import {
  createTopicFinder,
  type NeedsVerdict,
  readNeeds,
  signsOfTopics,
  type TopicFinder,
  type Topics,
} from './needs.js';
import { createPlaceReader, type PlaceReader } from './place.js';
import { createRequestReader, type RequestReader } from './request.js';
import { createWriterReader, type WriterReader } from './who.js';

/** Says what a message means: pure, synchronous, deterministic, bounded, and never throwing. */
export interface Understanding {
  /** @param context.language the conversation's language, kept where the message does not show another */
  understand(text: string, context: { language?: Language }): Meaning;
  /** The choice that a typed answer selects: its number, tag, label or a synonym. */
  matchAnswer(text: string, question: OpenQuestion, language: Language): string | undefined;
}

/** Builds all readers once. @throws Error naming a malformed phrase */
export function createUnderstanding(data: UnderstandingData, learnt: Learnt): Understanding {
  const readers = { ...createFinders(data, learnt.known), ...createReaders(data, learnt), model: learnt.meaning };
  const answers = createAnswerMatcher(data.words);
  return {
    understand: (text, context) => understand(text, context, readers),
    matchAnswer: (text, question, language) => answers.match(text, question, language),
  };
}

/** What the classifier needs, in learning and in reading. */
export function createFinders(data: UnderstandingData, known: readonly string[]) {
  const command = createCommandReader(data.words);
  const topics = createTopicFinder(data.words);
  const analyser = createAnalyser(data, new Set([...commonWords(data), ...known]), [
    ...command.vocabulary,
    ...topics.vocabulary,
  ]);
  return { command, topics, analyser };
}

function createReaders(data: UnderstandingData, learnt: Learnt) {
  return {
    place: createPlaceReader(data.places, data.words, new Set([...commonWords(data), ...learnt.known])),
    writer: createWriterReader(data.words),
    own: createRequestReader(data.words),
    language: createLanguageReader(data.words, learnt.languages, internationalWords(data)),
  };
}

/** Words that every language shares, and Belgian office words: they show no language. */
const INTERNATIONAL =
  'ok okay oke whatsapp no si oui sim ja nee yes stop menu sos taxi hotel internet email cpas ocmw commune actiris vdab forem fedasil visa covid bot chat rumbo help 112 100 101';

function internationalWords({ places, words }: UnderstandingData): Set<string> {
  const telling = new Set(Object.values(words).flatMap((data) => data.function));
  const names = places.aliases.flatMap(({ name }) => toWords(name).words).filter((word) => !telling.has(word));
  return new Set([...INTERNATIONAL.split(' '), ...names]);
}

interface Readers {
  analyser: Analyser;
  topics: TopicFinder;
  command: CommandReader;
  place: PlaceReader;
  writer: WriterReader;
  own: RequestReader;
  language: LanguageReader;
  model: Model;
}

/** With its accent it is Portuguese; without, it is as often a hurried "hola". */
const PORTUGUESE_HELLO = /^\s*olá/i;

function understand(text: string, context: { language?: Language }, readers: Readers): Meaning {
  const analysed = readers.analyser.analyse(text);
  const { written, words } = analysed;
  const topics = readers.topics.find(words);
  const request = meantRequest(readers.command.read(words), topics);
  const own = readers.own.read(written);
  const asksBot = request.command !== undefined || own.request !== undefined;
  const isRequest = asksBot && words.words.length <= REQUEST_WORDS;
  const likely = likelihoodsOf(analysed, topics, readers);
  const verdict =
    isWordless(analysed) || isPlainDenial(analysed)
      ? analysed.ruled
      : weigh({
          ruled: analysed.ruled,
          likely: likely.danger,
          signs: signNames(analysed),
          words: words.words.length,
          isRequest,
        });
  const writer = readers.writer.read(written);
  const place = readers.place.read(written);
  const greeted = context.language === undefined && PORTUGUESE_HELLO.test(text) ? 'pt' : undefined;
  const language = greeted ?? readers.language.read(written, context.language) ?? context.language;
  const needs = withDanger(
    verdict,
    needsOf(words, request.command ?? own.request, topics, likely.needs, writer.forOther),
  );
  return {
    ...(language && { language }),
    danger: verdict.danger,
    sure: verdict.sure,
    needs: needs.needs,
    needSure: needs.sure,
    ...(needs.kind !== undefined && { kind: needs.kind }),
    ...(place && { place }),
    ...(request.command && { command: request.command }),
    ...(request.restart && { restart: request.restart }),
    ...(request.language && { wished: request.language }),
    ...own,
    ...writer,
    because: [...verdict.because, ...needs.because, ...(request.command ? [`command:${request.command}`] : [])],
  };
}

/** "What is this? He hits me" asks for more than an explanation of the bot. */
const meantRequest = (request: ReturnType<CommandReader['read']>, { needs }: Topics): typeof request =>
  request.command === 'help' && needs.has('violence') ? {} : request;

/** A short denial is believed, however dangerous the words in it are. */
const DENIAL_WORDS = 10;

const isPlainDenial = ({ words, found, ruled }: Analysed): boolean =>
  ruled.danger === 'none' && words.words.length <= DENIAL_WORDS && found.some(({ tag }) => tag.sign === 'denied');

/** Signs alone (👍) mean only what a rule says of them. */
const isWordless = ({ words }: Analysed): boolean => !words.words.some((word) => /[\p{L}\p{N}]/u.test(word));

const signNames = ({ found }: Analysed): string[] => [
  ...new Set(found.map(({ tag }) => `sign:${tag.language}.${tag.sign}`)),
];

/** Long messages are read piece by piece too: a word of danger in a dictation must not drown. */
const PIECE_WORDS = 25;
const PIECE_STEP = 12;

interface Likely {
  danger: LikelyDanger;
  needs: Partial<Record<Need, number>>;
}

function likelihoodsOf(analysed: Analysed, topics: Topics, { analyser, model }: Readers): Likely {
  const signs = signsOfTopics(topics);
  const score = (start?: number, end?: number) =>
    likelihoods(model, featuresOf(analyser.reading(analysed, signs, start, end)));
  const whole = score();
  const parts = [whole, ...piecesOf(analysed.words.words).map(([start, end]) => score(start, end))];
  const labelled = (likely: Float64Array, label: string) => likely[model.labels.indexOf(label)] ?? 0;
  const most = (danger: string) =>
    Math.max(
      ...parts.map((part) => {
        const likely = together(labelled(part, danger), labelled(part, ANY_DANGER));
        return part === whole ? likely : lessened(likely);
      }),
    );
  const needs = NEEDS.map((need) => [need, labelled(whole, need)]);
  return { danger: { immediate: most('immediate'), suicide: most('suicide') }, needs: Object.fromEntries(needs) };
}

/** Two opinions of the same as one: the mean of their log odds. */
function together(one: number, other: number): number {
  const both = Math.sqrt(one * other);
  const neither = Math.sqrt((1 - one) * (1 - other));
  return both + neither === 0 ? 0 : both / (both + neither);
}

/** A piece read without the rest sounds more dangerous than it is: its odds count a third. */
const PIECE_ODDS = 1 / 3;

const lessened = (likely: number): number => (likely * PIECE_ODDS) / (likely * PIECE_ODDS + 1 - likely);

function piecesOf(words: readonly string[]): [number, number][] {
  if (words.length <= PIECE_WORDS + PIECE_STEP) return [];
  const count = Math.ceil((words.length - PIECE_WORDS) / PIECE_STEP) + 1;
  const steps = Array.from({ length: count }, (_, index) => Math.min(index * PIECE_STEP, words.length - PIECE_WORDS));
  return [...steps, ...sentenceStarts(words)].map((start) => [start, Math.min(start + PIECE_WORDS, words.length)]);
}

/** A sentence read with the end of the one before drowns; of many short ones the first in each step is enough. */
function sentenceStarts(words: readonly string[]): number[] {
  const starts: number[] = [];
  for (const [at, word] of words.entries())
    if (word === SENTENCE_END && at + 1 - (starts.at(-1) ?? 0) >= PIECE_STEP) starts.push(at + 1);
  return starts;
}

/**
 * A short request to the bot speaks of the bot, not of her; "talk" to a person is no wish for therapy; one word alone,
 * or a short "I write for a friend", names a need or none.
 */
const REQUEST_WORDS = 7;

function needsOf(
  words: Words,
  command: Command | Request | undefined,
  topics: Topics,
  likely: Likely['needs'],
  forOther = false,
): NeedsVerdict {
  if (command && words.words.length <= REQUEST_WORDS) return { needs: [], sure: false, because: [] };
  const saysLittle = words.words.length <= (forOther ? REQUEST_WORDS : 1);
  const verdict = readNeeds(topics, likely, command !== undefined || saysLittle);
  return command === 'human' && verdict.kind === 'talk' ? { needs: [], sure: false, because: [] } : verdict;
}

/** Danger by people implies violence, other danger to life health, the wish to die mental health. */
function withDanger({ danger, because }: DangerVerdict, verdict: NeedsVerdict): NeedsVerdict {
  if (danger === 'none') return verdict;
  const medical = because.every((reason) => reason.startsWith('medical:'));
  const implied: Need = danger === 'suicide' ? 'mental-health' : medical ? 'health' : 'violence';
  const needs = [implied, ...verdict.needs.filter((need) => need !== implied)].slice(0, 3);
  const kind = verdict.needs[0] === implied ? verdict.kind : undefined;
  return { ...verdict, needs, sure: true, kind };
}

/** Words that are right as they are: the commonest ones and those listed. */
function commonWords({ words }: UnderstandingData): string[] {
  const listed = Object.values(words).flatMap((data) => [...data.known, ...data.function]);
  return listed.flatMap((text) => toWords(text).words);
}
