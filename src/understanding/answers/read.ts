import { Culture, recognizeBoolean } from '@microsoft/recognizers-text-suite';
import { findPhoneNumbersInText } from 'libphonenumber-js';
import type { Language } from '../../../dialogs/terms.js';
import { plain } from '../fold.js';
import { type ReadDate, readDate } from './dates.js';
import { readNumber } from './numbers.js';

/** What the worker is asked. */
export type Asked =
  | { kind: 'number'; text: string; language: Language }
  | { kind: 'date'; text: string; language: Language; now: number }
  | { kind: 'phone'; text: string }
  | { kind: 'yesNo'; text: string; language: Language };

export type Answered = number | string | ReadDate | undefined;

const CULTURES: Record<Language, string> = {
  es: Culture.Spanish,
  pt: Culture.Portuguese,
  fr: Culture.French,
  nl: Culture.Dutch,
  en: Culture.English,
};

/** Pure; slow on long texts, so it runs in a worker on short ones. */
export function read(asked: Asked): Answered {
  if (asked.kind === 'number') return readNumber(asked.text, asked.language);
  if (asked.kind === 'date') return readDate(asked.text, asked.language, asked.now);
  return asked.kind === 'phone' ? readPhone(asked.text) : readYesNo(asked.text, asked.language);
}

/** @returns a valid number in E.164 form; numbers without a country are Belgian */
function readPhone(text: string): string | undefined {
  return findPhoneNumbersInText(text, 'BE').find(({ number }) => number.isValid())?.number.number;
}

/** "Si me pegan" is no yes: only a message that is nothing but the yes or no counts. */
function readYesNo(text: string, language: Language): 'yes' | 'no' | undefined {
  const [found] = recognizeBoolean(text, CULTURES[language]);
  if (!found || plain(found.text) !== plain(text)) return undefined;
  return found.resolution?.['value'] === true ? 'yes' : 'no';
}
