import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { MEASURES, type Measure, type Measured, rateOf } from './measure.js';

const share = z.number().min(0).max(1);
const floorsSchema = z.record(
  z.string(),
  z.strictObject({ each: share, ...(Object.fromEntries(MEASURES.map((one) => [one, share])) as Shares) }),
);
type Shares = Record<Measure, typeof share>;
/** What each set of judged messages must reach; `each` is the recall of danger in every language. */
export type Floors = z.output<typeof floorsSchema>;

/** Where less is better. */
const ALARMS: readonly Measure[] = ['ordinary', 'hard'];

/** @throws Error when the file is missing or wrong */
export const readFloors = (file: string): Floors => floorsSchema.parse(parse(readFileSync(file, 'utf8')));

/** @param results by set and language, `all` among them @returns a sentence for each floor that is not reached */
export function fallen(floors: Floors, results: Record<string, Record<string, Measured>>): string[] {
  return Object.entries(floors).flatMap(([set, { each, ...floor }]) => {
    const { all, ...byLanguage } = results[set] ?? {};
    if (!all) return [`${set}: its messages are missing.`];
    const below = MEASURES.flatMap((one) =>
      sentence(`${set}, ${one}`, rateOf(all[one]), floor[one], ALARMS.includes(one)),
    );
    const inEach = Object.entries(byLanguage).flatMap(([language, { recall }]) =>
      sentence(`${set}, recall in ${language}`, rateOf(recall), each, false),
    );
    return [...below, ...inEach];
  });
}

function sentence(what: string, rate: number, floor: number, isMost: boolean): string[] {
  const holds = isMost ? rate <= floor : rate >= floor;
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  return holds ? [] : [`${what}: ${percent(rate)}, ${isMost ? 'at most' : 'at least'} ${percent(floor)} is wanted.`];
}
