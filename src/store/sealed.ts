import type { Sealer } from '../sealing/contract.js';

export const SALT_BYTES = 16;

export function sealedJson(sealer: Sealer, salt: Buffer, place: string, value: unknown): Buffer {
  return sealer.seal(salt, place, Buffer.from(JSON.stringify(value)));
}

/** @throws RumboError seal_broken */
export function openWith<T>(sealer: Sealer, salt: Buffer, place: string, sealed: Buffer): T {
  return JSON.parse(sealer.open(salt, place, sealed).toString()) as T;
}

/** Values sealed under one passing salt: a key is derived once for so many, far below what its nonces allow (2^32). */
const USES_OF_A_SALT = 100_000;
let passing: { sealer: Sealer; salt: Buffer; uses: number } | undefined;

function passingSalt(sealer: Sealer): Buffer {
  if (passing?.sealer !== sealer || passing.uses >= USES_OF_A_SALT)
    passing = { sealer, salt: sealer.newSalt(), uses: 0 };
  passing.uses += 1;
  return passing.salt;
}

/** Seals with a salt of its own, carried in front: for values that live shortly, before a conversation is known. */
export function sealOnce(sealer: Sealer, place: string, value: unknown): Buffer {
  const salt = passingSalt(sealer);
  return Buffer.concat([salt, sealedJson(sealer, salt, place, value)]);
}

/** @throws RumboError seal_broken */
export function openOnce<T>(sealer: Sealer, place: string, value: Buffer): T {
  return openWith<T>(sealer, value.subarray(0, SALT_BYTES), place, value.subarray(SALT_BYTES));
}
