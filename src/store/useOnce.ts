import type { Store } from './contract.js';

const TAG = '{used}';

/**
 * True for the first who uses this name, at whichever process; false for everybody after.
 * @param lastsMs how long it is remembered, in milliseconds @throws RumboError store_unavailable
 */
export async function useOnce(store: Store, name: string, lastsMs: number): Promise<boolean> {
  const key = `${TAG}${name}`;
  const [used] = await store.transact(TAG, [
    { conditions: [{ if: 'absent', key }], changes: [{ do: 'put', key, value: Buffer.from('1'), ttlMs: lastsMs }] },
  ]);
  return used?.done === true;
}
