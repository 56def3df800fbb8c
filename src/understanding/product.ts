import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, DANGERS, LANGUAGES, NEEDS, REGIONS, REQUESTS } from '../../dialogs/terms.js';
import type { Learnt, UnderstandingData } from './data.js';
import { learn } from './learn.js';
import { COUNTRY_FILES, readButtons, readData, readExamples, type Sources } from './load.js';
import { BUCKETS } from './model/features.js';
import type { Model } from './model/model.js';
import type { Table } from './model/table.js';
import { createUnderstanding, type Understanding } from './understanding.js';

/** Everything that understanding needs to start: no file of staff's is parsed and nothing is learnt at start. */
interface Product {
  data: UnderstandingData;
  learnt: Learnt;
}

/**
 * Understanding from the build's product where it fits the files, else made anew from them, which takes minutes.
 * @param file where the build wrote the product
 * @param later when all but the first language are made ready, if no message comes before; at once unless told
 * @throws Error naming the file that is missing or wrong
 */
export function loadUnderstanding(sources: Sources, file: string, later = atOnce): Understanding {
  const { data, learnt } = readProduct(file, keyOf(sources)) ?? make(sources);
  const understanding = createUnderstanding(data, learnt);
  const warm = (message: string) => void understanding.understand(message, {});
  const [first, ...others] = WARM_UP;
  warm(first);
  for (const message of others) later(() => warm(message));
  return understanding;
}

const atOnce = (task: () => void): void => task();

/** One message of each language through all readers: what a language needs is made ready at its first message. */
const WARM_UP: readonly [string, ...string[]] = [
  'hola, necesito ayuda con el alquiler de mi casa',
  'oi, preciso de ajuda com o aluguel da minha casa',
  'bonjour, je cherche de l aide pour le loyer de ma maison',
  'hallo, ik zoek hulp met de huur van mijn huis',
  'hello, i am looking for help with the rent of my house',
];

/** Writes the product, unless the one there fits the files already. */
export function buildUnderstanding(sources: Sources, file: string, older = file): void {
  const key = keyOf(sources);
  writeFileSync(file, readProduct(older, key) ? readFileSync(older) : bytesOf(make(sources), key));
}

function make(sources: Sources): Product {
  const data = readData(sources);
  return { data, learnt: learn(data, readExamples(sources)) };
}

/** What is told apart. */
const TERMS = [LANGUAGES, DANGERS, NEEDS, COMMANDS, REQUESTS, REGIONS];

/**
 * A digest of all that the product is made from: staff's files and the code beside them, what is told apart, places, and
 * the words on the buttons. Nothing else: who changes another text need not wait until everything is learnt anew.
 */
export function keyOf(sources: Sources): string {
  const { folder, country } = sources;
  const hash = createHash('sha256').update(JSON.stringify([TERMS, readButtons(sources)]));
  for (const name of filesIn(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  for (const name of COUNTRY_FILES) hash.update(name).update(readFileSync(join(country, name)));
  return hash.digest('hex');
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|ts)$/.test(name))
    .sort();

/** A model without its weights, which follow the description in bytes. */
type Head = Pick<Model, 'labels' | 'votes'> & Omit<Table, 'weights'>;
interface Described {
  key: string;
  data: UnderstandingData;
  known: readonly string[];
  meaning: Head;
  languages: Head;
}

/** The length of a description in JSON, the description, and the weights of both models. */
function bytesOf({ data, learnt: { meaning, languages, known } }: Product, key: string): Buffer {
  const described: Described = { key, data, known, meaning: headOf(meaning), languages: headOf(languages) };
  const text = Buffer.from(JSON.stringify(described));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, bytesIn(meaning), bytesIn(languages)]);
}

const LENGTH_BYTES = 4;

const bytesIn = ({ table: { weights } }: Model): Uint8Array =>
  new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);

const headOf = ({ labels, votes, table: { scales, biases } }: Model): Head => ({ labels, votes, scales, biases });

/** @returns undefined where there is none, or one made from other files */
function readProduct(file: string, key: string): Product | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const bytes = readFileSync(file);
    const end = LENGTH_BYTES + bytes.readUInt32LE(0);
    const { data, known, meaning, languages, ...described } = JSON.parse(
      bytes.toString('utf8', LENGTH_BYTES, end),
    ) as Described;
    const half = end + sizeOf(meaning);
    if (described.key !== key || half + sizeOf(languages) !== bytes.length) return undefined;
    return {
      data,
      learnt: { meaning: modelOf(meaning, bytes, end), languages: modelOf(languages, bytes, half), known },
    };
  } catch {
    return undefined;
  }
}

const sizeOf = ({ scales }: Head): number => BUCKETS * scales.length;

function modelOf({ labels, votes, ...head }: Head, bytes: Buffer, start: number): Model {
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + start, sizeOf({ labels, votes, ...head }));
  return { labels, votes, table: { ...head, weights } };
}
