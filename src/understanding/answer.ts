import type { OpenAnswer } from '../../dialogs/question.js';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { createRecent } from '../recent.js';
import { distance } from './distance.js';
import { plain, SENTENCE_END, toWords } from './fold.js';
import type { WordsData } from './words/data.js';

/** The question on the screen, as far as typed answers need it. */
export interface OpenQuestion {
  slot?: string;
  answer?: OpenAnswer;
  choices: readonly { value: string; title: string }[];
}

export interface AnswerMatcher {
  /** @returns the value of the choice that the whole message names */
  match(text: string, question: OpenQuestion, language: Language): string | undefined;
}

/** An answer is short; a longer message says something else. */
const MOST_WORDS = 8;
const MISSPELT_FROM = 5;
const NO_LETTERS = /[^\p{L}\p{N}\p{Extended_Pictographic} ]/gu;

interface Lexicon {
  yesNo: ReadonlyMap<string, 'yes' | 'no'>;
  ordinals: ReadonlyMap<string, number>;
  around: ReadonlySet<string>;
  tags: ReadonlyMap<string, string>;
}

/** Understands a number, a tag, a label or a synonym; never a word inside a longer sentence. */
export function createAnswerMatcher(words: Partial<Record<Language, WordsData>>): AnswerMatcher {
  const lexicons = new Map(LANGUAGES.flatMap((one) => (words[one] ? [[one, lexiconOf(words[one])] as const] : [])));
  return {
    match: (text, question, language) => {
      const folded = plain(text).replace(NO_LETTERS, '').trim();
      const inOrder = [language, ...LANGUAGES.filter((one) => one !== language)];
      const known = inOrder.flatMap((one) => lexicons.get(one) ?? []);
      if (folded === '') return undefined;
      if (folded.split(' ').length > MOST_WORDS) return bySafety(text, question, known);
      return (
        byTag(text, question) ??
        bySafety(text, question, known) ??
        byNumber(folded, question, known) ??
        byLabel(folded, question) ??
        byWord(folded, question, known) ??
        misspelt(folded, question)
      );
    },
  };
}

function lexiconOf({ answers }: WordsData): Lexicon {
  const yes = answers.yes.map((word) => [plain(word), 'yes'] as const);
  const no = answers.no.map((word) => [plain(word), 'no'] as const);
  const tags = Object.entries({ ...answers.times, ...answers.tags }).flatMap(([tag, list]) =>
    list.map((word) => [plain(word), tag] as const),
  );
  const ordinals = answers.ordinals.flatMap((line, index) =>
    line.split(' ').map((word) => [plain(word), index + 1] as const),
  );
  return {
    yesNo: new Map([...yes, ...no]),
    ordinals: new Map(ordinals),
    around: new Set(answers.around.map(plain)),
    tags: new Map(tags),
  };
}

function byTag(text: string, { choices }: OpenQuestion): string | undefined {
  const typed = text.trim().toLowerCase();
  return choices.find(({ value }) => value.toLowerCase() === typed)?.value;
}

const RESERVATION = /\b(pero|mas|porem|mais|maar|but|except|sauf|salvo|menos)\b/;

/** Whether she can write safely: "no, he is here" is no, and so is a yes with a reservation. */
function bySafety(text: string, { slot, choices }: OpenQuestion, known: readonly Lexicon[]): string | undefined {
  if (slot !== 'safe' || !choices.some(({ value }) => value === 'no')) return undefined;
  const { words, pause } = toWords(text);
  const [first = '', ...rest] = words;
  const said = known.map(({ yesNo }) => yesNo.get(first)).find((one) => one !== undefined);
  const goesOn = rest.some((word) => word !== SENTENCE_END);
  if (said === 'no' && goesOn && (pause[1] || rest[0] === SENTENCE_END)) return 'no';
  return said === 'yes' && RESERVATION.test(rest.join(' ')) ? 'no' : undefined;
}

/** "2", "2.", "la segunda", "opção 2". Where a number is asked for, a bare number is the answer itself. */
function byNumber(folded: string, question: OpenQuestion, known: readonly Lexicon[]): string | undefined {
  if (question.answer === 'number' && /^\d+$/.test(folded)) return undefined;
  for (const { ordinals, around } of known) {
    const rest = folded.split(' ').filter((word) => !around.has(word));
    const [only] = rest.length === 0 ? folded.split(' ') : rest;
    if (only === undefined || rest.length > 1) continue;
    const number = /^\d{1,2}$/.test(only) ? Number(only) : ordinals.get(only);
    if (number !== undefined && question.choices[number - 1]) return question.choices[number - 1]?.value;
  }
  return undefined;
}

const bare = (text: string): string =>
  plain(text)
    .replace(NO_LETTERS, '')
    .replace(/\p{Extended_Pictographic}/gu, '')
    .trim();

/** Labels remembered as they are compared: more than all flows have. */
const MOST_LABELS = 5_000;
const labels = createRecent<string, string>(MOST_LABELS);
const label = (title: string): string => labels(title, () => bare(title));

function byLabel(folded: string, { choices }: OpenQuestion): string | undefined {
  const typed = bare(folded);
  const whole = choices.filter(({ title }) => label(title) === typed && typed !== '');
  if (whole.length > 0) return whole[0]?.value;
  const within = choices.filter(({ title }) => typed.length >= MISSPELT_FROM && isPartOf(typed, label(title)));
  return within.length === 1 ? within[0]?.value : undefined;
}

/** "housing" for "Housing, a place to live". */
const isPartOf = (typed: string, title: string): boolean => ` ${title} `.includes(` ${typed} `);

function byWord(folded: string, { choices }: OpenQuestion, known: readonly Lexicon[]): string | undefined {
  for (const { yesNo, tags } of known) {
    const meant = [yesNo.get(folded), tags.get(folded)].find((tag) => choices.some(({ value }) => value === tag));
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** The one label within a letter or two; none where two are equally near. */
function misspelt(folded: string, { choices }: OpenQuestion): string | undefined {
  const typed = bare(folded);
  if (typed.length < MISSPELT_FROM) return undefined;
  const most = typed.length >= 9 ? 2 : 1;
  const near = choices
    .flatMap(({ value, title }) =>
      [label(title), ...label(title).split(' '), value.replaceAll('-', ' ')].map((name) => ({
        value,
        off: name.length < MISSPELT_FROM ? most + 1 : distance(typed, name, most),
      })),
    )
    .filter(({ off }) => off <= most)
    .sort((a, b) => a.off - b.off);
  const [best] = near;
  return near.some(({ value, off }) => value !== best?.value && off === best?.off) ? undefined : best?.value;
}
