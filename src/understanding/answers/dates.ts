import { Culture, recognizeDateTime } from '@microsoft/recognizers-text-suite';
import { nl, pt } from 'chrono-node';
import type { Language } from '../../../dialogs/terms.js';
import { fold } from '../fold.js';

/** A day, and the hours it may mean: "a las 10" is 10:00 or 22:00. It is read back to her before it is used. */
export interface ReadDate {
  /** `2026-11-26`, in the service's time zone. */
  day: string;
  /** `14:00`, likeliest first; empty where no hour was named. */
  times: string[];
}

const CULTURES: Partial<Record<Language, string>> = {
  es: Culture.Spanish,
  fr: Culture.French,
  en: Culture.English,
};

/** Days away from today; longer names first, since `manha` stands in `amanha` and `morgen` in `overmorgen`. */
const DAYS: Record<'nl' | 'pt', readonly [RegExp, number][]> = {
  nl: [
    [/\bovermorgen\b/, 2],
    [/\beergisteren\b/, -2],
    [/\bgisteren\b|\bgisteravond\b/, -1],
    [/\bvandaag\b|\bvanavond\b|\bvanmiddag\b|\bvannacht\b/, 0],
    [/\bmorgen\b|\bmorgenochtend\b|\bmorgenavond\b|\bmorgenmiddag\b/, 1],
  ],
  pt: [
    [/\bdepois de amanha\b/, 2],
    [/\banteontem\b/, -2],
    [/\bontem\b/, -1],
    [/\bhoje\b/, 0],
    [/\bamanha\b/, 1],
  ],
};

const HOUR = /\b(\d{1,2})(?::(\d{2})|[hu](\d{2})|\s*(?:uur|u|h|horas|hora)\b)/;
const LATER = /\b(avond|avonds|middag|middags|vanavond|morgenavond|morgenmiddag|da tarde|da noite|a tarde|a noite)\b/;
const DAY_MS = 86_400_000;

/** @param now milliseconds since 1970 @returns the first day named in a short text */
export function readDate(text: string, language: Language, now: number): ReadDate | undefined {
  if (language === 'nl' || language === 'pt') return byRule(text, language, now) ?? byChrono(text, language, now);
  return byRecognizer(text, CULTURES[language] ?? Culture.English, now);
}

function byRule(text: string, language: 'nl' | 'pt', now: number): ReadDate | undefined {
  const folded = fold(text);
  const day = DAYS[language].find(([name]) => name.test(folded));
  return day && { day: dayOf(new Date(now + day[1] * DAY_MS)), times: timesOf(folded) };
}

/** The libraries drop or misread "15h" and "15u". */
function timesOf(folded: string): string[] {
  const [, hours, minutes, glued] = HOUR.exec(folded) ?? [];
  if (hours === undefined || Number(hours) > 23) return [];
  const hour = LATER.test(folded) && Number(hours) < 12 ? Number(hours) + 12 : Number(hours);
  return [`${String(hour).padStart(2, '0')}:${minutes ?? glued ?? '00'}`];
}

function byChrono(text: string, language: 'nl' | 'pt', now: number): ReadDate | undefined {
  const [found] = (language === 'nl' ? nl : pt).parse(text, new Date(now), { forwardDate: true });
  if (!found) return undefined;
  return { day: dayOf(found.start.date()), times: timesOf(fold(text)) };
}

interface Resolved {
  type?: string;
  value?: string;
}

function byRecognizer(text: string, culture: string, now: number): ReadDate | undefined {
  const found = recognizeDateTime(text, culture, undefined, new Date(now))
    .flatMap(({ resolution }) => (resolution?.['values'] ?? []) as Resolved[])
    .filter(({ type, value }) => (type === 'date' || type === 'datetime') && /^\d{4}-\d\d-\d\d/.test(value ?? ''));
  const [first] = found.filter(({ value = '' }) => value >= dayOf(new Date(now))).concat(found);
  if (!first?.value) return undefined;
  const day = first.value.slice(0, 10);
  const times = found.flatMap(({ value = '' }) => (value.startsWith(`${day} `) ? [value.slice(11, 16)] : []));
  return { day, times: [...new Set(times)] };
}

function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
