import * as z from 'zod';
import { DANGERS, type Language } from '../../../dialogs/terms.js';
import { lines, wordList } from '../lines.js';

/** What a phrase can be a sign of. `because` names rule and sign, never words. */
export const SIGNS = [
  'attack',
  'attacking',
  'now',
  'past',
  'ongoing',
  'injured',
  'threat',
  'weapon',
  'strangled',
  'presence',
  'near',
  'fear',
  'hiding',
  'locked',
  'confined',
  'forced-marriage',
  'travel',
  'exploited',
  'guarded',
  'put-out',
  'night',
  'medical',
  'sos',
  'spied',
  'die',
  'die-soft',
  'self-harm',
  'means',
  'farewell',
  'attempt',
  'exhausted',
  'practical',
  'recovered',
  'idiom',
  'fiction',
  'harmless',
  'self',
  'denied',
] as const;
export type Sign = (typeof SIGNS)[number];

/** `danger/<language>.yaml`. */
export const dangerLanguageSchema = z.strictObject({
  /** Words that deny what follows directly. */
  negations: wordList,
  /** Words that may stand between a denial and what it denies. */
  fillers: wordList,
  /** Words that deny what stands directly before them. */
  negationsAfter: wordList.default([]),
  sets: z.record(z.string(), lines),
  signs: z.partialRecord(z.enum(SIGNS), lines),
});
export type DangerLanguage = z.output<typeof dangerLanguageSchema>;

/** `danger/wide/` and `danger/despair/<language>.yaml`: phrases in every person and tense, added to the language's. */
export const wideSchema = z.strictObject({
  sets: dangerLanguageSchema.shape.sets.default({}),
  signs: dangerLanguageSchema.shape.signs,
});

/** Two files of a language as one. */
export function widened(language: DangerLanguage, wide: z.output<typeof wideSchema>): DangerLanguage {
  const signs = { ...language.signs };
  for (const sign of SIGNS) signs[sign] = [...(language.signs[sign] ?? []), ...(wide.signs[sign] ?? [])];
  return { ...language, sets: { ...language.sets, ...wide.sets }, signs };
}

const rule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]+$/),
  about: z.string(),
  verdict: z.enum(DANGERS).exclude(['none']),
  /** All of these, near one another; the first is the anchor. */
  all: z.array(z.enum(SIGNS)).min(1),
  /** Not when one of these stands nearer to the anchor than the other signs do. */
  unless: z.array(z.enum(SIGNS)).default([]),
  /** Greatest number of words between two signs. */
  within: z.number().int().positive().default(12),
  /** True: the same words may not count for two of the signs. */
  apart: z.boolean().default(false),
  /** False: asked gently first. */
  sure: z.boolean().default(true),
  /** True: asked about even where it seems unlikely beside the examples, though not where it seems next to impossible. */
  firm: z.boolean().default(false),
});
export type DangerRule = z.output<typeof rule>;

/** `danger/rules.yaml`. */
export const dangerRulesSchema = z.strictObject({ rules: z.array(rule) });

export interface DangerData {
  rules: DangerRule[];
  languages: Partial<Record<Language, DangerLanguage>>;
  /** Whole words that the phrases name, found once by the build. */
  vocabulary: readonly string[];
}
