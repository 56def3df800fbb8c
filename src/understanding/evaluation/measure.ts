import type { Meaning } from '../../../dialogs/meaning.js';
import { LANGUAGES } from '../../../dialogs/terms.js';
import type { Judged } from './judged.js';

/** So many of so many. */
export interface Share {
  of: number;
  right: number;
}

export type Measure = (typeof MEASURES)[number];
export const MEASURES = ['recall', 'ordinary', 'hard', 'needs', 'language', 'place', 'command'] as const;

/** Shares by measure: `recall` of danger, false alarms on `ordinary` and `hard` messages, the rest what is right. */
export type Measured = Record<Measure, Share>;

/** Short messages carry no language of their own. */
const LANGUAGE_WORDS = 4;
const MOST_NEEDS = 3;

/** @param understand the message alone, in a conversation without a language yet */
export function measure(rows: readonly Judged[], understand: (text: string) => Meaning): Measured {
  const read = rows.map((row) => ({ row, meaning: understand(row.text) }));
  type Read = (typeof read)[number];
  const share = (among: (row: Judged) => boolean, isRight: (one: Read) => boolean): Share => {
    const some = read.filter(({ row }) => among(row));
    return { of: some.length, right: some.filter(isRight).length };
  };
  const isAlarm = ({ meaning }: Read) => meaning.danger !== 'none';
  return {
    recall: share(({ danger }) => danger !== 'none', isAlarm),
    ordinary: share(({ danger, hard }) => danger === 'none' && !hard, isAlarm),
    hard: share(({ danger, hard }) => danger === 'none' && hard, isAlarm),
    needs: share(({ needs }) => needs !== undefined, areNeedsRight),
    language: share(hasLanguage, ({ row, meaning }) => meaning.language === row.language),
    place: share(
      ({ region }) => region !== undefined,
      ({ row, meaning }) => (meaning.place?.region ?? 'none') === row.region,
    ),
    command: share(
      ({ command }) => command !== undefined,
      ({ row, meaning }) => (meaning.command ?? 'none') === row.command,
    ),
  };
}

/** Each language, and all together. */
export function measureByLanguage(rows: readonly Judged[], understand: (text: string) => Meaning) {
  const own = LANGUAGES.map((language) => [
    language,
    measure(
      rows.filter((row) => row.language === language),
      understand,
    ),
  ]);
  return Object.fromEntries([...own, ['all', measure(rows, understand)]]) as Record<string, Measured>;
}

const hasLanguage = ({ text }: Judged): boolean => text.split(/\s+/).length >= LANGUAGE_WORDS;

function areNeedsRight({ row: { needs = [] }, meaning }: { row: Judged; meaning: Meaning }): boolean {
  if (needs.length === 0) return meaning.needs.length === 0;
  return meaning.needs.length <= MOST_NEEDS && meaning.needs.some((need) => needs.includes(need));
}

export const rateOf = ({ of, right }: Share): number => (of === 0 ? 0 : right / of);

/** A normal deviate of two sides: 95 %. */
const DEVIATE = 1.96;

/** Wilson's interval of a share, 95 %. */
export function interval({ of, right }: Share): [number, number] {
  if (of === 0) return [0, 1];
  const rate = right / of;
  const square = DEVIATE ** 2;
  const middle = (rate + square / (2 * of)) / (1 + square / of);
  const half = (DEVIATE / (1 + square / of)) * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
