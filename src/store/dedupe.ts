import type { Sealer } from '../sealing/contract.js';

/** Counted in hours: a number of few bytes, of which there is one for each message. */
export const DEDUPE_HOURS = 8 * 24;
export const hours = (ms: number): number => Math.floor(ms / 3_600_000);
/** 54 bits of a keyed hash, compared within one conversation only: one in 10^13 after a thousand messages. */
const SEEN_LENGTH = 9;

/** By what the id of a message is known again. */
export const seenAs = (sealer: Sealer, dedupeId: string): string =>
  sealer.lookup('message', dedupeId).slice(0, SEEN_LENGTH);
