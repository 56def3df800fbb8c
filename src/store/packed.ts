import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RumboError } from '../errors.js';
import type { Sealer } from '../sealing/contract.js';

/** Longest value unpacked, in bytes: far above any session, so that a broken one cannot fill the memory. */
const MAX_UNPACKED = 1_048_576;
/** First byte of a packed value: which words it was packed with. */
const WORDS_1 = 1;
/** First byte of what earlier versions wrote: plain JSON. */
const PLAIN = '{'.charCodeAt(0);

/**
 * What most sessions have in common, most frequent last. Packed values cannot be read without the very words they were
 * packed with: never change them; add others under a new number.
 */
const dictionary = Buffer.from(
  [
    '"forOther":true,"minor":true,"closed":"not-safe","closed":"safe-word","revoked":true,"doubt":[',
    '"dangerSaidAt":1795,"dangerSaid":"immediate","dangerAsked":{"value":"suicide","at":',
    '"value":{"region":"german-speaking","postcode":"4700","city":"Eupen"}"region":"wallonia","postcode":"4000"',
    '"city":"Liège"},"region":"flanders","postcode":"2000","city":"Antwerpen"}',
    '"need":{"value":"community","at":"integration""health""work""mental-health""legal""violence"',
    '{"flow":"violence","version":"","step":"children"},{"flow":"language","step":"which"},"step":"after"',
    '"children":{"value":"skip""at":"no",',
    '{"session":{"callers":[],"history":[{"flow":"orientation","version":"","step":"safe"},',
    '{"flow":"orientation","version":"","step":"need"},{"flow":"housing","version":"","step":"kind"},',
    '{"flow":"place","version":"","step":"where"}],"slots":{"safe":{"value":"yes","at":1795},',
    '"need":{"value":"housing","at":1795},"kind":{"value":"soon","at":1795},',
    '"place":{"value":{"region":"brussels","postcode":"1000","city":"Brussel"},"at":1795}},',
    '"needs":["housing"],"danger":"none","misses":0,"offered":["","",""],"path":"","language":"es",',
    '"at":{"flow":"what-next","version":"","step":"choice"}},"channel":"whatsapp","address":{"to":"32',
    '"},"lastInboundAt":1795',
  ].join(''),
);

/** A session has some hundred bytes: small tables are enough, and they are quickly made. */
const PACKING = { dictionary, level: 6, memLevel: 4, windowBits: 12 };

/** Seals JSON after packing it small: for the one value that every conversation keeps. */
export function sealedPacked(sealer: Sealer, salt: Buffer, place: string, value: unknown): Buffer {
  const packed = deflateRawSync(JSON.stringify(value), PACKING);
  return sealer.seal(salt, place, Buffer.concat([Buffer.of(WORDS_1), packed]));
}

/** Opens what `sealedPacked` sealed. @throws RumboError seal_broken */
export function openPacked<T>(sealer: Sealer, salt: Buffer, place: string, sealed: Buffer): T {
  return JSON.parse(unpacked(sealer.open(salt, place, sealed))) as T;
}

function unpacked(plain: Buffer): string {
  if (plain[0] === PLAIN) return plain.toString();
  if (plain[0] !== WORDS_1) throw new RumboError('seal_broken', 'A session is packed with unknown words.');
  try {
    return inflateRawSync(plain.subarray(1), { dictionary, maxOutputLength: MAX_UNPACKED }).toString();
  } catch (cause) {
    throw new RumboError('seal_broken', 'A session does not unpack.', { cause });
  }
}
