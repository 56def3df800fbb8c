import type { Meaning } from '../../dialogs/meaning.js';
import { type Command, LANGUAGES, type Language, type Need } from '../../dialogs/terms.js';
import { createAnswerMatcher, type OpenQuestion } from './answer.js';
import { createCommandReader } from './command.js';
import { createDangerReader, type DangerReader, type DangerVerdict } from './danger/danger.js';
import type { DangerData } from './danger/data.js';
import { createLikenessReader, type DangerExamples, type LikenessReader } from './danger/likeness.js';
import { plain, toWords, type Words } from './fold.js';
import { createLanguageReader } from './language.js';
import { lazily } from './lazily.js';
import { createNeedsReader, type NeedsData, type NeedsVerdict } from './needs/needs.js';
import { createPlaceReader } from './place.js';
import type { PlaceFacts } from './placeFacts.js';
import { createSpelling, type Spelling } from './spelling.js';
import { createWriterReader } from './who.js';
import type { WordsData } from './words/data.js';

/** All that understanding knows, as read from its data files. */
export interface UnderstandingData {
  places: PlaceFacts;
  danger: DangerData;
  examples: Partial<Record<Language, DangerExamples>>;
  needs: NeedsData;
  words: Partial<Record<Language, WordsData>>;
}

/** Says what a message means: pure, synchronous, deterministic, bounded, and never throwing. */
export interface Understanding {
  /** @param context.language the conversation's language, kept where the message does not show another */
  understand(text: string, context: { language?: Language }): Meaning;
  /** The choice that a typed answer selects: its number, tag, label or a synonym. */
  matchAnswer(text: string, question: OpenQuestion, language: Language): string | undefined;
}

/** Builds all readers once. @throws Error naming a malformed phrase */
export function createUnderstanding(data: UnderstandingData): Understanding {
  const danger = createDangerReader(data.danger);
  const common = commonWords(data);
  const needs = createNeedsReader(data.needs, data.words);
  const command = createCommandReader(data.words);
  const spelling = createSpelling({
    shorthand: shorthandOf(data),
    vocabulary: new Set([...danger.vocabulary, ...command.vocabulary]),
    known: lazily(() => new Set([...common, ...needs.vocabulary, ...wordsOf(dangerExamples(data))])),
  });
  const readers = {
    spelling,
    danger,
    likeness: createLikenessReader(data.examples, needExampleTexts(data), spelling.correct),
    needs,
    command,
    place: createPlaceReader(data.places, data.words, common),
    writer: createWriterReader(data.words),
    language: createLanguageReader(data.words, languageExamples(data), internationalWords(data)),
  };
  const answers = createAnswerMatcher(data.words);
  return {
    understand: (text, context) => understand(text, context, readers),
    matchAnswer: (text, question, language) => answers.match(text, question, language),
  };
}

/** Words that every language shares, and Belgian office words: they show no language. */
const INTERNATIONAL =
  'ok okay oke whatsapp no si stop menu sos taxi hotel internet email cpas ocmw commune actiris vdab forem fedasil visa covid bot chat rumbo help 112 100 101';

function internationalWords({ places, words }: UnderstandingData): Set<string> {
  const telling = new Set(Object.values(words).flatMap((data) => data.function));
  const names = places.aliases.flatMap(({ name }) => toWords(name).words).filter((word) => !telling.has(word));
  return new Set([...INTERNATIONAL.split(' '), ...names]);
}

interface Readers {
  spelling: Spelling;
  danger: DangerReader;
  likeness: LikenessReader;
  needs: ReturnType<typeof createNeedsReader>;
  place: ReturnType<typeof createPlaceReader>;
  command: ReturnType<typeof createCommandReader>;
  writer: ReturnType<typeof createWriterReader>;
  language: ReturnType<typeof createLanguageReader>;
}

/** With its accent it is Portuguese; without, it is as often a hurried "hola". */
const PORTUGUESE_HELLO = /^\s*olá/i;

function understand(text: string, context: { language?: Language }, readers: Readers): Meaning {
  const written = toWords(text);
  const words = readers.spelling.correct(written);
  const request = readers.command.read(words);
  const verdict = readers.danger.read(words, request.command ? undefined : readers.likeness);
  const place = readers.place.read(written);
  const greeted = context.language === undefined && PORTUGUESE_HELLO.test(text) ? 'pt' : undefined;
  const language = request.language ?? greeted ?? languageOf(written, request.command, context.language, readers);
  const needs = withDanger(verdict, needsOf(words, request.command, readers));
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
    ...readers.writer.read(written),
    because: [...verdict.because, ...needs.because, ...(request.command ? [`command:${request.command}`] : [])],
  };
}

/** Who asks for another language without naming it leaves open which; too few words to guess by. */
function languageOf(words: Words, command: Command | undefined, current: Language | undefined, readers: Readers) {
  if (command === 'language') return current;
  return readers.language.read(words, current) ?? current;
}

/** A short request to the bot speaks of the bot, not of her; "talk" to a person is no wish for therapy. */
const REQUEST_WORDS = 7;

function needsOf(words: Words, command: Command | undefined, readers: Readers): NeedsVerdict {
  if (command && words.words.length <= REQUEST_WORDS) return { needs: [], sure: false, because: [] };
  const verdict = readers.needs.read(words, command !== undefined);
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

function shorthandOf({ words }: UnderstandingData): Map<string, string[]> {
  const pairs = Object.values(words).flatMap(({ shorthand }) => shorthand.map((line) => line.split('=')));
  return new Map(pairs.map(([short = '', long = '']) => [plain(short), plain(long).split(' ')]));
}

/** Words that are right as they are: the commonest ones and those of the examples. */
function commonWords({ needs, words }: UnderstandingData): Set<string> {
  const listed = Object.values(words).flatMap((data) => [...data.known, ...data.function]);
  return new Set(wordsOf([...listed, ...needExampleTexts({ needs })]));
}

const wordsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => toWords(text).words);

const needExampleTexts = ({ needs }: Pick<UnderstandingData, 'needs'>): string[] =>
  Object.values(needs).flatMap((byNeed) => Object.values(byNeed ?? {}).flat());

const dangerExamples = ({ examples }: UnderstandingData): string[] =>
  Object.values(examples).flatMap((byDanger) => Object.values(byDanger).flat());

function languageExamples({ needs, words }: UnderstandingData) {
  return LANGUAGES.flatMap((language) => {
    const { greetings = [], function: common = [], answers } = words[language] ?? {};
    const phrases = [...Object.values(needs[language] ?? {}).flat(), ...greetings, ...(answers?.yes ?? []), ...common];
    return phrases.map((phrase) => ({ words: toWords(phrase).words, labels: [language] }));
  });
}
