import type * as z from 'zod';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';

/** All that the console keeps carries this tag, so that any of it changes in one write. */
export const TAG = '{console}';
const SALT = `${TAG}salt`;

/** The console's own values: JSON, sealed under one salt of the installation, each bound to its key. */
export interface Vault {
  store: Store;
  seal(key: string, value: unknown): Promise<Buffer>;
  /** The value and its sealed bytes, which a condition may compare. @throws RumboError seal_broken */
  read<T>(key: string, schema: z.ZodType<T>): Promise<{ value: T; sealed: Buffer } | undefined>;
  /** Keyed hash, so that the store holds no address, token or conversation in clear. */
  name(purpose: string, value: string): string;
}

/** Two processes may start at once on an empty store: the first salt written is the one both use. */
async function installationSalt(store: Store, sealer: Sealer): Promise<Buffer> {
  const found = await store.get(SALT);
  if (found) return found;
  const salt = sealer.newSalt();
  const [created] = await store.transact(TAG, [
    { conditions: [{ if: 'absent', key: SALT }], changes: [{ do: 'put', key: SALT, value: salt }] },
  ]);
  return created?.done ? salt : installationSalt(store, sealer);
}

export function createVault(store: Store, sealer: Sealer): Vault {
  let salt: Promise<Buffer> | undefined;
  const theSalt = () => {
    // A failed look-up must not be remembered: the store may be back a second later.
    salt ??= installationSalt(store, sealer).catch((error) => {
      salt = undefined;
      throw error;
    });
    return salt;
  };
  return {
    store,
    seal: async (key, value) => sealer.seal(await theSalt(), key, Buffer.from(JSON.stringify(value))),
    async read(key, schema) {
      const sealed = await store.get(key);
      if (!sealed) return undefined;
      const plain = sealer.open(await theSalt(), key, sealed).toString();
      return { value: schema.parse(JSON.parse(plain)), sealed };
    },
    name: (purpose, value) => sealer.lookup(`console-${purpose}`, value),
  };
}
