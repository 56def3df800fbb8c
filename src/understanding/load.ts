import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { DANGERS, LANGUAGES, type Language } from '../../dialogs/terms.js';
import { readBlocks } from './blocks.js';
import { dangerLanguageSchema, dangerRulesSchema, widened, wideSchema } from './danger/data.js';
import { type DangerExamples, dangerExamplesSchema } from './danger/likeness.js';
import { fold } from './fold.js';
import { needsSchema } from './needs/needs.js';
import { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
import { createUnderstanding, type Understanding, type UnderstandingData } from './understanding.js';
import { type WordsData, wordsSchema } from './words/data.js';

/**
 * Reads the data files and builds understanding; well under a second.
 * @param folder the folder with `danger/`, `needs/` and `words/`
 * @throws Error naming the file that is missing or wrong
 */
export function loadUnderstanding(folder: string, places: PlaceFacts): Understanding {
  return createUnderstanding(loadUnderstandingData(folder, places));
}

/** The data alone, for checks and evaluation. @throws Error naming the file that is missing or wrong */
export function loadUnderstandingData(folder: string, places: PlaceFacts): UnderstandingData {
  const { rules } = readYaml(join(folder, 'danger', 'rules.yaml'), dangerRulesSchema);
  const languages = perLanguage(join(folder, 'danger'), dangerLanguageSchema);
  for (const more of ['wide', 'despair']) {
    const added = perLanguage(join(folder, 'danger', more), wideSchema);
    for (const language of LANGUAGES) languages[language] = widened(languages[language], added[language]);
  }
  const words = wordsIn(join(folder, 'words'));
  return {
    places,
    danger: { rules, languages, common: commonOf(words) },
    examples: dangerExamples(join(folder, 'danger', 'examples')),
    needs: perLanguage(join(folder, 'needs'), needsSchema),
    words,
  };
}

/** @param folder `directory/country`, with places.csv, exonyms.yaml and regions.yaml */
export function loadPlaceFacts(folder: string): PlaceFacts {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return placeFactsFrom(text('places.csv'), parse(text('exonyms.yaml')), parse(text('regions.yaml')));
}

/** Words, and requests to the bot, stand in two files a language. */
function wordsIn(folder: string): Record<Language, WordsData> {
  const words = perLanguage(folder, wordsSchema.omit(ofRequests));
  const requests = perLanguage(join(folder, 'requests'), wordsSchema.pick(ofRequests));
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, { ...words[language], ...requests[language] }]),
  ) as Record<Language, WordsData>;
}

const ofRequests = {
  commands: true,
  alone: true,
  languageNames: true,
  wantsLanguage: true,
  notLanguage: true,
} as const;

/** The project's own examples, and those by other authors. */
function dangerExamples(folder: string): Record<Language, DangerExamples> {
  const own = perLanguage(folder, dangerExamplesSchema);
  const others = perLanguage(join(folder, 'others'), dangerExamplesSchema);
  for (const language of LANGUAGES)
    for (const danger of DANGERS) own[language][danger] = [...own[language][danger], ...others[language][danger]];
  return own;
}

function commonOf(words: Record<Language, WordsData>): Record<Language, Set<string>> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, new Set(words[language].function.map(fold))]),
  ) as Record<Language, Set<string>>;
}

function perLanguage<S extends z.ZodType>(folder: string, schema: S): Record<Language, z.output<S>> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, readYaml(join(folder, `${language}.yaml`), schema)]),
  ) as Record<Language, z.output<S>>;
}

function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const text = readFileSync(file, 'utf8');
  const parsed = schema.safeParse(readBlocks(text) ?? parse(text));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.message}`);
  return parsed.data;
}
