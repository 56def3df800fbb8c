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

/** Lengths in UTF-16 units, by what the strictest channel shows. */
export interface Limits {
  /** Of a label where there are at most `buttons` choices, and where there are more. */
  button: number;
  row: number;
  buttons: number;
  /** Of the words that open a list. */
  listButton: number;
  /** Choices on screen at once; what is more follows in parts. */
  choices: number;
  /** Of a question with everything that stands under it in one bubble: a list repeats its choices as numbered lines. */
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
  listButton: 20,
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

/** Length in UTF-16 units: the strictest way of counting, so that no emoji or accent is cut however a channel counts. */
export const lengthOf = (text: string): number => text.length;
