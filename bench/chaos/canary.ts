import { createReadStream, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CANARY, NUMBERS } from './script.js';

/** What must stand nowhere in plain: her secret words and her number. */
const WORDS = [CANARY, NUMBERS].map((word) => Buffer.from(word));
const LONGEST = Math.max(...WORDS.map(({ length }) => length));
/** Bytes around a find that are told. */
const AROUND = 24;

/** @returns a sentence for each of them in the files: Redis's own and the servers' logs */
export async function findCanaries(files: readonly string[]): Promise<string[]> {
  return (await Promise.all(files.map(findIn))).flat();
}

/** Every file of a folder, those below it too. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function findIn(file: string): Promise<string[]> {
  const found: string[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    for (const at of WORDS.flatMap((word) => placesOf(word, bytes, rest.length)))
      found.push(
        `in plain in ${basename(file)}: ${JSON.stringify(bytes.subarray(at - AROUND, at + AROUND).toString('latin1'))}`,
      );
    rest = bytes.subarray(-(LONGEST - 1));
  }
  return found;
}

/** Those that end beyond `seen`: the others were found with the chunk before. */
function placesOf(word: Buffer, bytes: Buffer, seen: number): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1))
    if (at + word.length > seen) places.push(at);
  return places;
}
