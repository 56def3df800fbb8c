import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { dangerLanguageSchema, dangerRulesSchema, widened, wideSchema } from './danger/data.js';
import { vocabularyOf } from './danger/signs.js';
import type { UnderstandingData } from './data.js';
import { type Example, examplesFrom, examplesSchema } from './examples.js';
import { conceptsSchema } from './model/concepts.js';
import { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
import { type WordsData, wordsSchema } from './words/data.js';

/** Where staff's files lie. */
export interface Sources {
  /** With `danger/`, `words/`, `examples/` and `concepts.yaml`. */
  folder: string;
  /** `directory/country`. */
  country: string;
  /** The texts, for the words on the buttons: they are typed too, and are no danger. */
  locales: string;
}

/** What staff wrote, the examples apart. @throws Error naming the file that is missing or wrong */
export function readData(sources: Sources): UnderstandingData {
  const { folder, country } = sources;
  const { rules } = readYaml(join(folder, 'danger', 'rules.yaml'), dangerRulesSchema);
  const languages = perLanguage(join(folder, 'danger'), dangerLanguageSchema);
  for (const more of ['wide', 'despair']) {
    const added = perLanguage(join(folder, 'danger', more), wideSchema);
    for (const language of LANGUAGES) languages[language] = widened(languages[language], added[language]);
  }
  return {
    places: loadPlaceFacts(country),
    danger: { rules, languages, vocabulary: vocabularyOf(languages) },
    words: wordsIn(join(folder, 'words')),
    concepts: readYaml(join(folder, 'concepts.yaml'), conceptsSchema),
    buttons: readButtons(sources),
  };
}

/** The labelled messages of all languages. @throws Error naming the file that is missing or wrong */
export const readExamples = ({ folder }: Sources): Example[] =>
  examplesFrom(perLanguage(join(folder, 'examples'), examplesSchema));

/** Labels of questions that hardly anybody is asked: yes and no are taught elsewhere, and once more tips the balance. */
const UNTAUGHT = ['same-person:', 'contact:name.', 'options:which.contact'];

/** What stands on the buttons of all flows. @throws Error naming the file that is missing or wrong */
export const readButtons = ({ locales }: Sources): string[] =>
  LANGUAGES.flatMap((language) => {
    const files = readdirSync(join(locales, language)).filter((name) => name.endsWith('.json'));
    return files.flatMap((name) => {
      const steps = buttonsSchema.parse(JSON.parse(readFileSync(join(locales, language, name), 'utf8')));
      return Object.entries(steps).flatMap(([step, { choices }]) =>
        taught(`${basename(name, '.json')}:${step}`, choices),
      );
    });
  });

const taught = (step: string, choices: Record<string, string>): string[] =>
  Object.entries(choices)
    .filter(([tag]) => !UNTAUGHT.some((beginning) => `${step}.${tag}`.startsWith(beginning)))
    .map(([, label]) => label);

/** What a file of texts says on buttons, by step and tag. */
const buttonsSchema = z.record(
  z.string(),
  z.object({ choices: z.record(z.string(), z.string()).default({}) }).catch({ choices: {} }),
);

/** Of `directory/country`: what understanding reads of it. */
export const COUNTRY_FILES = ['places.csv', 'exonyms.yaml', 'regions.yaml'] as const;

/** @param folder `directory/country` */
export function loadPlaceFacts(folder: string): PlaceFacts {
  const [places, exonyms, regions] = COUNTRY_FILES.map((name) => readFileSync(join(folder, name), 'utf8'));
  return placeFactsFrom(places ?? '', parse(exonyms ?? ''), parse(regions ?? ''));
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
  requests: true,
  returns: true,
  languageNames: true,
  wantsLanguage: true,
  asksLanguage: true,
  notHuman: true,
  notLanguage: true,
} as const;

function perLanguage<S extends z.ZodType>(folder: string, schema: S): Record<Language, z.output<S>> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, readYaml(join(folder, `${language}.yaml`), schema)]),
  ) as Record<Language, z.output<S>>;
}

function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const text = readFileSync(file, 'utf8');
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.message}`);
  return parsed.data;
}
