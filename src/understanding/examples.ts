import * as z from 'zod';
import { DANGERS, type Danger, LANGUAGES, type Language, NEEDS, type Need } from '../../dialogs/terms.js';
import { lines } from './lines.js';

/** A message and what it means; a danger or needs that nobody judged are left out. */
export interface Example {
  text: string;
  language: Language;
  danger?: Danger;
  needs?: Need[];
}

/** Neither danger nor a need; no danger, the needs not judged. */
const NOTHING = 'none';
const HARMLESS = 'harmless';
const LABELS: readonly string[] = [...DANGERS, ...NEEDS, HARMLESS];

/** `examples/<language>.yaml`: messages by their labels, a line each. */
export const examplesSchema = z.record(
  z.string().refine((key) => key.split(' ').every((label) => LABELS.includes(label)), {
    error: ({ input }) => `unknown label in "${String(input)}"; known are: ${LABELS.join(', ')}`,
  }),
  lines,
);
export type ExamplesData = Partial<Record<Language, z.output<typeof examplesSchema>>>;

/** All messages of all languages, in the order of the files. */
export function examplesFrom(data: ExamplesData): Example[] {
  return LANGUAGES.flatMap((language) =>
    Object.entries(data[language] ?? {}).flatMap(([key, texts]) =>
      texts.map((text) => ({ text, language, ...meaningOf(key) })),
    ),
  );
}

function meaningOf(key: string): Pick<Example, 'danger' | 'needs'> {
  const labels = key.split(' ');
  const danger = DANGERS.find((one) => labels.includes(one) && one !== 'none') ?? 'none';
  const needs = NEEDS.filter((need) => labels.includes(need));
  const judged = needs.length > 0 || key === NOTHING;
  return { danger, ...(judged && { needs }) };
}
