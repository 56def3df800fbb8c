import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import type { Step } from '../../src/store/contract.js';
import { openLmdb } from '../../src/store/lmdb.js';
import { keep, PATIENCE_MS } from '../support/keeping.js';

const TAG = '{t}';
const key = `${TAG}v`;
const put: Step[] = [{ changes: [{ do: 'put', key, value: Buffer.from('x') }] }];

/** Another hand in the middle of a write: every other write waits for it, as it waits for a disk that stands still. */
async function holdWrites(path: string): Promise<{ letGo(): Promise<void> }> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const code = `
    const { workerData: { path, flag }, parentPort } = require('node:worker_threads');
    const store = require('lmdb').open({ path, overlappingSync: false, maxDbs: 8 });
    store.transactionSync(() => { parentPort.postMessage('held'); Atomics.wait(flag, 0, 0); });`;
  const worker = new Worker(code, { eval: true, workerData: { path, flag } });
  await new Promise((resolve) => worker.once('message', resolve));
  return {
    async letGo() {
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      await gone;
    },
  };
}

test('a disk that stands still is refused as soon as somebody waits, and waited for until then', async () => {
  const house = await keep();
  const { folder, now } = house;
  await house.store.close();
  let patience = PATIENCE_MS;
  const store = await openLmdb({ folder, now, patienceMs: () => patience });
  try {
    const held = await holdWrites(join(folder, 'store.mdb'));
    const waited = store.transact(TAG, put);
    patience = 1;
    await expect(store.transact(TAG, put)).rejects.toThrow(/DATA_DIR is full or very busy/);
    expect(await store.get(key)).toBeUndefined();
    await held.letGo();
    expect(await waited).toMatchObject([{ done: true }]);
    expect(await store.get(key)).toEqual(Buffer.from('x'));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
