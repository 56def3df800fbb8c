import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { dangerLanguageSchema, dangerRulesSchema } from './danger/data.js';
import { needsSchema } from './needs/needs.js';
import { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
import { createUnderstanding, type Understanding, type UnderstandingData } from './understanding.js';
import { wordsSchema } from './words/data.js';

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
  return {
    places,
    danger: { rules, languages: perLanguage(join(folder, 'danger'), dangerLanguageSchema) },
    needs: perLanguage(join(folder, 'needs'), needsSchema),
    words: perLanguage(join(folder, 'words'), wordsSchema),
  };
}

/** @param folder `directory/country`, with places.csv, exonyms.yaml and regions.yaml */
export function loadPlaceFacts(folder: string): PlaceFacts {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return placeFactsFrom(text('places.csv'), parse(text('exonyms.yaml')), parse(text('regions.yaml')));
}

function perLanguage<S extends z.ZodType>(folder: string, schema: S): Record<Language, z.output<S>> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, readYaml(join(folder, `${language}.yaml`), schema)]),
  ) as Record<Language, z.output<S>>;
}

function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.message}`);
  return parsed.data;
}
