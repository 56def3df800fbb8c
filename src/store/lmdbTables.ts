import { type Database, open, type RootDatabase } from 'lmdb';

/** What the embedded store keeps, one table for each concept. */
export interface Tables {
  root: RootDatabase<Buffer, string>;
  /** Values and leases by key; the value starts with the time it ends. */
  values: Database<Buffer, string>;
  /** [time, key] of every value that ends, so that a sweep finds them in order. */
  expiries: Database<Buffer, [number, string]>;
  /** [key, number] of list entries. */
  entries: Database<Buffer, [string, number]>;
  /** The last number given out in each list; stays when the list is trimmed. */
  lastNumbers: Database<number, string>;
  /** [key, time, member] of sets, in the order they fall due. */
  times: Database<Buffer, [string, number, string]>;
  /** [key, member] of sets, to its time. */
  members: Database<number, [string, string]>;
  /** The last lease number by tag. */
  fences: Database<number, string>;
}

/** Opens or makes the file. Commits are flushed to the disk before they resolve. */
export function openTables(path: string): Tables {
  const root = open<Buffer, string>({ path, encoding: 'binary', overlappingSync: false, maxDbs: 8 });
  return {
    root,
    values: root.openDB('values', { encoding: 'binary' }),
    expiries: root.openDB('expiries', { encoding: 'binary' }),
    entries: root.openDB('entries', { encoding: 'binary' }),
    lastNumbers: root.openDB('lastNumbers', { encoding: 'ordered-binary' }),
    times: root.openDB('times', { encoding: 'binary' }),
    members: root.openDB('members', { encoding: 'ordered-binary' }),
    fences: root.openDB('fences', { encoding: 'ordered-binary' }),
  };
}
