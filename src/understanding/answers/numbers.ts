import { Culture, recognizeNumber } from '@microsoft/recognizers-text-suite';
import type { Language } from '../../../dialogs/terms.js';
import { fold } from '../fold.js';

/** Dutch is not among these: the recognizer would silently read English. */
const CULTURES: Partial<Record<Language, string>> = {
  es: Culture.Spanish,
  pt: Culture.Portuguese,
  fr: Culture.French,
  en: Culture.English,
};

const DUTCH_SMALL =
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'.split(
    ' ',
  );
const DUTCH_TENS = 'twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ');

/** "5 años", "vier jaar", "de 8 meses": how old somebody is, not how many there are. */
const AGE =
  /(?:\d+\s*(?:,|y|e|et|en|and|&)\s*)*[\p{L}\d]*\s*(?:años|anos|aninhos|añitos|ans|jaar|years?|yrs|meses|mois|maanden|months?)(?![\p{L}\d])/giu;

/** @returns the first number of a short text, in digits or words; ages are none */
export function readNumber(text: string, language: Language): number | undefined {
  return firstNumber(text.replace(AGE, ' '), language);
}

function firstNumber(text: string, language: Language): number | undefined {
  const digits = /-?\d+(?:[.,]\d+)?/.exec(text)?.[0];
  if (digits !== undefined) return Number(digits.replace(',', '.'));
  if (language === 'nl')
    return fold(text)
      .split(/[^a-z]+/)
      .map(dutchNumber)
      .find((number) => number !== undefined);
  if (language === 'fr') return frenchNumber(text);
  return recognized(text, CULTURES[language]);
}

function recognized(text: string, culture = Culture.English): number | undefined {
  const value: unknown = recognizeNumber(text, culture)[0]?.resolution?.['value'];
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? undefined : number;
}

/** The recognizer reads "mille deux cents" as 1002, so hundreds and thousands are put together here. */
function frenchNumber(text: string): number | undefined {
  for (const [name, size] of [
    [/\bmille\b/, 1000],
    [/\bcents?\b/, 100],
  ] as const) {
    const [before = '', after] = fold(text).split(name);
    if (after !== undefined) return (frenchNumber(before) ?? 1) * size + (frenchNumber(after) ?? 0);
  }
  return recognized(text, Culture.French);
}

/** One Dutch word such as `tweehonderdvijfentwintig`, from 0 to 999,999. */
function dutchNumber(word: string): number | undefined {
  if (word === '') return undefined;
  for (const [name, size] of [
    ['duizend', 1000],
    ['honderd', 100],
  ] as const) {
    const [before = '', ...rest] = word.split(name);
    if (rest.length === 0) continue;
    const left = before === '' ? 1 : dutchNumber(before);
    const right = rest.join(name) === '' ? 0 : dutchNumber(rest.join(name));
    return left === undefined || right === undefined ? undefined : left * size + right;
  }
  return dutchBelowHundred(word);
}

function dutchBelowHundred(word: string): number | undefined {
  const small = DUTCH_SMALL.indexOf(word);
  if (small >= 0) return small;
  const [, unit, tens = ''] = /^(?:([a-z]+?)en)?([a-z]+)$/.exec(word) ?? [];
  const ten = DUTCH_TENS.indexOf(tens);
  const one = unit === undefined ? 0 : DUTCH_SMALL.indexOf(unit);
  return ten < 0 || one < 0 || one > 9 ? undefined : (ten + 2) * 10 + one;
}
