import { expect, test } from '@jest/globals';
import { startDriver } from '../support/stores.js';

test('on the embedded store what only reads waits for no write', async () => {
  const driver = await startDriver('lmdb');
  const store = await driver.open();
  try {
    const key = '{t}v';
    const order: string[] = [];
    const write = store.transact('{t}', [{ changes: [{ do: 'put', key, value: Buffer.from('x') }] }]);
    const read = store.transact('{t}', [{ reads: [{ read: 'value', key }] }]);
    await Promise.all([write.then(() => order.push('write')), read.then(() => order.push('read'))]);
    expect(order).toEqual(['read', 'write']);
  } finally {
    await store.close();
    await driver.tearDown();
  }
});
