import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Parts } from './app.js';
import { type Content, createFlowSet, loadContent } from './content/load.js';
import { createDirectory } from './directory/directory.js';
import { type DirectoryData, loadDirectory } from './directory/load.js';
import { createPlaceAt } from './directory/placeAt.js';
import { RumboError } from './errors.js';
import { createLocale } from './locale/locale.js';
import { openParsed, parsedOnce, saveParsed } from './parsed.js';
import type { Store } from './store/contract.js';
import { type Published, publish, publishedVersions, withOlderTexts } from './studio/published.js';
import { createReader, loadUnderstanding, type Sources } from './understanding/index.js';
import { remembered } from './understanding/remembered.js';

/** Where flows, texts and the directory lie: the folder above `src` or `dist`. */
export const projectRoot = join(
  import.meta.dirname,
  import.meta.dirname.endsWith(join('dist', 'src')) ? '../..' : '..',
);

/** What understanding is made from, and what the build made of it. */
export const UNDERSTOOD: Sources = {
  folder: join(projectRoot, 'src/understanding'),
  country: join(projectRoot, 'directory/country'),
  locales: join(projectRoot, 'locales'),
};
export const PRODUCT = join(projectRoot, 'dist/understanding.bin');

/** What the files of flows and services say, from an earlier start. */
const PARSED = join(projectRoot, 'dist/parsed.json');

/** The compiled worker, the same one whether this file runs compiled or not. */
const WORKER = join(projectRoot, 'dist/src/understanding/answers/worker.js');

export interface PartsOptions {
  /** What women see. */
  botName: string;
  timeZone: string;
  /** Keeps this version of each flow there, and brings back the older ones. */
  store?: Store;
}

/** Loads and checks all that staff edit. @throws RumboError flow_invalid, directory_invalid */
export async function loadParts({ botName, timeZone, store }: PartsOptions): Promise<Parts> {
  openParsed(PARSED);
  const content = checked(loadContent(projectRoot));
  const older = store ? await versionsOf(store, content) : [];
  const data = loadDirectory(join(projectRoot, 'directory'));
  const understanding = loadUnderstanding(UNDERSTOOD, PRODUCT, soon);
  const points = countryFile('points.yaml');
  saveParsed(PARSED);
  return {
    flows: createFlowSet(content, older),
    locale: await createLocale(withOlderTexts(content.texts, older), { name: botName }),
    directory: createDirectory(data, { timeZone }),
    shortNumbers: shortNumbersOf(data),
    timeZone,
    recordings: content.recordings,
    answers: createReader(WORKER),
    reader: { ...understanding, understand: remembered(understanding.understand), placeAt: createPlaceAt(points) },
  };
}

/** After the start, which women of the other languages need not wait for either. */
const WARM_AFTER_MS = 1_000;
const soon = (task: () => void): void => void setTimeout(task, WARM_AFTER_MS).unref();

function checked(content: Content): Content {
  const error = content.issues.find(({ severity }) => severity === 'error');
  if (!error) return content;
  const where = [error.file, error.line].filter(Boolean).join(':');
  throw new RumboError('flow_invalid', `${where}: ${error.message}`);
}

async function versionsOf(store: Store, content: Content): Promise<Published[]> {
  await publish(store, content);
  return publishedVersions(store);
}

const country = join(projectRoot, 'directory/country');
function countryFile(name: string): unknown {
  const text = readFileSync(join(country, name), 'utf8');
  return parsedOnce(text, () => parse(text) as unknown);
}

/** Numbers too short to be known as telephone numbers by their form. */
const shortNumbersOf = ({ services }: DirectoryData): string[] => [
  ...new Set(
    services
      .flatMap(({ phones = [] }) => phones.map(({ number }) => number))
      .filter((number) => /^\d{3,6}$/.test(number)),
  ),
];
