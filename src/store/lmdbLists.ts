import type { ListEntry } from './contract.js';
import type { Tables } from './lmdbTables.js';

export function appendEntry(tables: Tables, key: string, value: Buffer): void {
  const number = (tables.lastNumbers.get(key) ?? 0) + 1;
  tables.lastNumbers.put(key, number);
  tables.entries.put([key, number], value);
}

export function replaceEntry(tables: Tables, key: string, number: number, value: Buffer): void {
  if (tables.entries.get([key, number]) !== undefined) tables.entries.put([key, number], value);
}

export function readEntries(tables: Tables, key: string, after = 0, limit?: number): ListEntry[] {
  const range = {
    start: [key, after + 1] as [string, number],
    end: [key, Number.MAX_VALUE] as [string, number],
    limit,
  };
  return [...tables.entries.getRange(range)].map(({ key: [, number], value }) => ({ number, value }));
}

/** Removes the entries up to and including `number`; the numbering goes on. */
export function trimEntries(tables: Tables, key: string, number: number): void {
  const upTo = { start: [key, 0] as [string, number], end: [key, number + 1] as [string, number] };
  for (const entry of [...tables.entries.getKeys(upTo)]) tables.entries.remove(entry);
}

export function dropList(tables: Tables, key: string): void {
  const last = tables.lastNumbers.get(key);
  if (last === undefined) return;
  trimEntries(tables, key, last);
  tables.lastNumbers.remove(key);
}
