import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RumboError } from '../errors.js';
import { checkSteps } from './check.js';
import type { DueMember, Step, Store } from './contract.js';
import { createGate } from './gate.js';
import { ANSWER_MS, inTime } from './inTime.js';
import { copyLiving } from './lmdbCopy.js';
import { readEntries } from './lmdbLists.js';
import { dueMembers } from './lmdbSets.js';
import { runSteps } from './lmdbSteps.js';
import { openTables, type Tables } from './lmdbTables.js';
import { readValue, sweep } from './lmdbValues.js';
import type { OpenOptions } from './open.js';
import { PROBE } from './probe.js';

const FILE = 'store.mdb';
const NEW_FILE = 'store.new.mdb';
/** What stands in the first bytes of every LMDB file. */
const MAGIC = Buffer.from('dec0efbe', 'hex');
const HEAD_BYTES = 64;
/** Expired values removed along with each write: more than one write can add, so they never pile up. */
const SWEEP_WITH_WRITE = 16;
const SWEEP_AT_OPEN = 1_000;
/** Nobody waits for an answer while the store is opened or compacted. */
const SWEEP_LIMIT_MS = 60_000;

/**
 * The embedded store: one file in `folder`, one process at a time (see lock.ts).
 * @param now milliseconds since 1970, the store's clock for times to live
 * @param patienceMs how long every write may take at least, asked at each; ANSWER_MS unless told
 */
export async function openLmdb({
  folder,
  now,
  patienceMs,
}: Pick<OpenOptions, 'folder' | 'now' | 'patienceMs'>): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeFile(join(folder, NEW_FILE));
  refuseForeign(join(folder, FILE));
  let tables = openTables(join(folder, FILE));
  const gate = createGate();
  await sweepAll(tables, now());

  async function transact(tag: string, steps: Step[], asked = ANSWER_MS) {
    checkSteps(tag, steps);
    // What only reads waits for no write, and goes on where the disk does not.
    if (!steps.some(({ changes }) => changes?.length)) return gate.pass(() => runSteps(tables, steps, now()));
    return gate.pass(() =>
      durably(
        tables,
        () => {
          sweep(tables, now(), SWEEP_WITH_WRITE);
          return runSteps(tables, steps, now());
        },
        Math.max(asked, patienceMs?.() ?? 0),
      ),
    );
  }

  async function dueIn(keys: string[], until: number, limit: number) {
    return gate.pass(() => {
      const found = keys.map((key): [string, DueMember[]] => [key, dueMembers(tables, key, until, limit)]);
      return new Map(found.filter(([, members]) => members.length > 0));
    });
  }

  async function compact() {
    await gate.alone(async () => {
      await sweepAll(tables, now());
      const path = join(folder, NEW_FILE);
      removeFile(path);
      await copyLiving(tables, path);
      await flush(path);
      await tables.root.close();
      try {
        renameSync(path, join(folder, FILE));
        await flush(folder);
      } finally {
        tables = openTables(join(folder, FILE));
      }
    });
  }

  return {
    transact,
    get: (key) => gate.pass(() => readValue(tables, key, now())),
    list: (key, after, limit) => gate.pass(() => readEntries(tables, key, after, limit)),
    due: (key, until, limit) => gate.pass(() => dueMembers(tables, key, until, limit)),
    dueIn,
    keys: async function* (prefix) {
      yield* await gate.pass(() => keysOf(tables, prefix, now()));
    },
    compact,
    probe: async () => {
      await transact(PROBE.tag, PROBE.steps);
    },
    close: () => gate.alone(() => tables.root.close()),
  };
}

/** Runs the action in one transaction of its own, undone whole where it throws, and on the disk when it resolves. */
async function durably<T>(tables: Tables, action: () => T, limitMs?: number): Promise<T> {
  try {
    return await inTime(tables.root.childTransaction(action), limitMs);
  } catch (cause) {
    throw new RumboError('store_unavailable', 'The embedded store could not write.', { cause });
  }
}

async function sweepAll(tables: Tables, now: number): Promise<void> {
  while ((await durably(tables, () => sweep(tables, now, SWEEP_AT_OPEN), SWEEP_LIMIT_MS)) === SWEEP_AT_OPEN);
}

/** All keys once, in one look: a reader that stayed open between two of them would hold old pages, or meet a compaction. */
function keysOf(tables: Tables, prefix: string, now: number): Set<string> {
  const found = new Set<string>();
  const start = prefix as never;
  for (const key of tables.values.getKeys({ start })) {
    if (!key.startsWith(prefix)) break;
    if (readValue(tables, key, now)) found.add(key);
  }
  for (const key of tables.lastNumbers.getKeys({ start })) {
    if (!key.startsWith(prefix)) break;
    found.add(key);
  }
  for (const [key] of tables.members.getKeys({ start: [prefix] as never })) {
    if (!key.startsWith(prefix)) break;
    found.add(key);
  }
  return found;
}

/** The library ends the whole process on a file that is not its own. */
function refuseForeign(path: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  const length = readSync(file, head);
  closeSync(file);
  if (length > 0 && !head.includes(MAGIC)) throw new Error(`${FILE} is not a store.`);
}

async function flush(path: string): Promise<void> {
  const file = await openFile(path, 'r');
  await file.sync().finally(() => file.close());
}

function removeFile(path: string): void {
  for (const each of [path, `${path}-lock`]) rmSync(each, { force: true });
}
