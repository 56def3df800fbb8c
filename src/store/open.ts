import { mkdirSync } from 'node:fs';
import { RumboError } from '../errors.js';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from './contract.js';

/** The form in which data is stored; raised when an older program could no longer read it. */
const SCHEMA = 2;
const TAG = '{meta}';
const SCHEMA_KEY = `${TAG}schema`;
const CHECK_KEY = `${TAG}key-check`;
const CHECK = Buffer.from('rumbo');

export interface OpenOptions {
  /** One address, or several separated by commas for a cluster; without it the embedded store in `folder`. */
  redisUrl?: string;
  folder: string;
  now: () => number;
  sealer: Sealer;
  /**
   * How long every write of the embedded store may take at least before it is refused, in milliseconds; ANSWER_MS unless
   * told. Asked at each write.
   */
  patienceMs?: () => number;
}

/**
 * Opens the store and makes sure that this program and this key fit the data.
 * @throws RumboError data_unwritable, store_unavailable, store_newer, store_key_wrong
 */
export async function openStore({ redisUrl, folder, now, sealer, patienceMs }: OpenOptions): Promise<Store> {
  const store = redisUrl ? await openRemote(redisUrl) : await openEmbedded({ folder, now, patienceMs });
  try {
    await checkSchema(store);
    await checkKey(store, sealer);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openRemote(url: string): Promise<Store> {
  const { openRedis } = await import('./redis.js');
  return openRedis({ url });
}

async function openEmbedded(options: Pick<OpenOptions, 'folder' | 'now' | 'patienceMs'>): Promise<Store> {
  const { folder } = options;
  const { openLmdb } = await import('./lmdb.js');
  try {
    mkdirSync(folder, { recursive: true });
    return await openLmdb(options);
  } catch (cause) {
    throw new RumboError('data_unwritable', `The folder ${folder} cannot be used for data.`, { cause });
  }
}

async function checkSchema(store: Store): Promise<void> {
  const found = Number((await store.get(SCHEMA_KEY))?.toString() ?? 0);
  if (found > SCHEMA) throw new RumboError('store_newer', `The data has form ${found}, this program knows ${SCHEMA}.`);
  if (found === SCHEMA) return;
  // What is there can be read; from now on some is written that an older program cannot read.
  const value = Buffer.from(String(SCHEMA));
  await store.transact(TAG, [{ changes: [{ do: 'put', key: SCHEMA_KEY, value }] }]);
}

/** A constant sealed at the first start opens only with the same key. */
async function checkKey(store: Store, sealer: Sealer): Promise<void> {
  const salt = Buffer.alloc(16);
  const value = sealer.seal(salt, CHECK_KEY, CHECK);
  await store.transact(TAG, [
    { conditions: [{ if: 'absent', key: CHECK_KEY }], changes: [{ do: 'put', key: CHECK_KEY, value }] },
  ]);
  const found = await store.get(CHECK_KEY);
  try {
    sealer.open(salt, CHECK_KEY, found ?? Buffer.alloc(0));
  } catch (cause) {
    throw new RumboError('store_key_wrong', 'The store key does not fit the data.', { cause });
  }
}
