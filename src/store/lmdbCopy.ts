import type { Database, Key } from 'lmdb';
import { openTables, type Tables } from './lmdbTables.js';

/** Entries handed over at once: keeps memory small and lets other work through. */
const BATCH = 1_000;

/**
 * Writes what is alive into a new file. The library's own compacting copy takes over the inner pages of the trees, and
 * with them keys that were deleted; here every page is written anew.
 */
export async function copyLiving(from: Tables, path: string): Promise<void> {
  const to = openTables(path);
  try {
    for (const [name, table] of Object.entries(from)) {
      if (name !== 'root') await copyTable(table, to[name as keyof Tables]);
    }
  } finally {
    await to.root.close();
  }
}

async function copyTable(from: Database<unknown, Key>, to: Database<unknown, Key>): Promise<void> {
  let last: Promise<boolean> | undefined;
  let count = 0;
  for (const { key, value } of from.getRange()) {
    last = to.put(key, value);
    count += 1;
    if (count % BATCH === 0) await last;
  }
  await last;
}
