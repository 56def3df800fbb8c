import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RumboError } from '../errors.js';
import type { Sealer } from '../sealing/contract.js';
import { NEWEST, WORDS } from './words.js';

/** Longest value unpacked, in bytes: far above any session, so that a broken one cannot fill the memory. */
const MAX_UNPACKED = 1_048_576;
/** First byte of what earlier versions wrote: plain JSON. */
const PLAIN = '{'.charCodeAt(0);

/** A session has some hundred bytes: small tables are enough, and they are quickly made. The window holds all words. */
const PACKING = { dictionary: WORDS.get(NEWEST), level: 6, memLevel: 4, windowBits: 13, chunkSize: 1024 };

/** Seals JSON after packing it small: for the one value that every conversation keeps. */
export function sealedPacked(sealer: Sealer, salt: Buffer, place: string, value: unknown): Buffer {
  const packed = deflateRawSync(JSON.stringify(value), PACKING);
  return sealer.seal(salt, place, Buffer.concat([Buffer.of(NEWEST), packed]));
}

/** Opens what `sealedPacked` sealed. @throws RumboError seal_broken */
export function openPacked<T>(sealer: Sealer, salt: Buffer, place: string, sealed: Buffer): T {
  return JSON.parse(unpacked(sealer.open(salt, place, sealed))) as T;
}

function unpacked(plain: Buffer): string {
  if (plain[0] === PLAIN) return plain.toString();
  const dictionary = WORDS.get(plain[0]);
  if (!dictionary) throw new RumboError('seal_broken', 'A session is packed with unknown words.');
  try {
    return inflateRawSync(plain.subarray(1), { dictionary, maxOutputLength: MAX_UNPACKED, chunkSize: 2048 }).toString();
  } catch (cause) {
    throw new RumboError('seal_broken', 'A session does not unpack.', { cause });
  }
}
