import type { Flow } from '../flow.js';
import type { Language } from '../terms.js';

/** Something about a flow or its texts that staff should know, with what to do about it. */
export interface Issue {
  severity: 'error' | 'warning';
  flow: string;
  step?: string;
  language?: Language;
  channel?: string;
  /** Text key, where the issue is about a text. */
  key?: string;
  code: string;
  /** What was expected and what came. */
  message: string;
  remedy: string;
}

/** Looks a text up in exactly one language. */
export type Texts = (language: Language, key: string) => string | undefined;

/** Lengths in characters, by what the strictest channel shows. */
export interface Limits {
  /** Of a label where there are at most `buttons` choices, and where there are more. */
  button: number;
  row: number;
  buttons: number;
  choices: number;
  question: number;
  say: number;
  /** Of the first words of the danger flows, and within how many characters the emergency number stands. */
  danger: number;
  /** The beginning that a locked screen shows. */
  preview: number;
}

export const LIMITS: Limits = {
  button: 20,
  row: 24,
  buttons: 3,
  choices: 10,
  question: 1024,
  say: 4096,
  danger: 600,
  preview: 40,
};

export const EMERGENCY_NUMBER = '112';

/** Everything an inspection looks at. */
export interface Inspected {
  flows: readonly Flow[];
  byName: ReadonlyMap<string, Flow>;
  texts: Texts;
  limits: Limits;
}

/** One concern of an inspection. */
export type Inspection = (inspected: Inspected) => Issue[];

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Letters up to here stand each for itself, and counting them is a hundred times faster. */
const SIMPLE = /^[\n -~\u00a0-\u02ff]*$/;
/** Characters as a person counts them. */
export const lengthOf = (text: string): number =>
  SIMPLE.test(text) ? text.length : [...characters.segment(text)].length;
