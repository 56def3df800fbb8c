import type { Tables } from './lmdbTables.js';

const NO_BYTES = Buffer.alloc(0);
const HEADER_BYTES = 8;
const NEVER = 0;

interface Kept {
  endsAt: number;
  bytes: Buffer;
}

function kept(tables: Tables, key: string): Kept | undefined {
  const stored = tables.values.get(key);
  return stored && { endsAt: stored.readDoubleBE(0), bytes: stored.subarray(HEADER_BYTES) };
}

/** The value of a key, unless its time is over. */
export function readValue(tables: Tables, key: string, now: number): Buffer | undefined {
  const found = kept(tables, key);
  return found && (found.endsAt === NEVER || found.endsAt > now) ? found.bytes : undefined;
}

export function writeValue(tables: Tables, key: string, value: Buffer, endsAt = NEVER): void {
  dropValue(tables, key);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeDoubleBE(endsAt);
  tables.values.put(key, Buffer.concat([header, value]));
  if (endsAt !== NEVER) tables.expiries.put([endsAt, key], NO_BYTES);
}

export function dropValue(tables: Tables, key: string): void {
  const found = kept(tables, key);
  if (!found) return;
  if (found.endsAt !== NEVER) tables.expiries.remove([found.endsAt, key]);
  tables.values.remove(key);
}

/** Removes up to `limit` values whose time is over; says how many. */
export function sweep(tables: Tables, now: number, limit: number): number {
  const over = [...tables.expiries.getKeys({ limit })].filter(([endsAt]) => endsAt <= now);
  for (const [, key] of over) dropValue(tables, key);
  return over.length;
}
