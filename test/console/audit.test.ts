import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Audit, createAudit } from '../../src/console/audit.js';
import { type House, openHouse } from '../support/consoleHouse.js';

const LIST = '{console}audit';
const TAG = '{console}';

let house: House;
let audit: Audit;
beforeEach(async () => {
  house = await openHouse();
  audit = createAudit(house.vault, () => house.clock.at);
  await audit.record('colleague', 'signed-in');
  await audit.record('colleague', 'case-read', 'conversation-000000001');
  await audit.record('colleague', 'case-closed', 'conversation-000000001');
});
afterEach(() => house.tearDown());

const raw = async () => (await house.store.list(LIST)).map(({ value }) => value);

/** Writes the list anew, as somebody with the store in hands could. */
async function rewrite(values: Buffer[]): Promise<void> {
  const append = values.map((value) => ({ do: 'append', key: LIST, value }) as const);
  await house.store.transact(TAG, [{ changes: [{ do: 'delete', key: LIST }, ...append] }]);
}

describe('the audit list', () => {
  test('is unbroken as written, also by many at once and by another process', async () => {
    const other = createAudit(house.vault, () => house.clock.at);
    await Promise.all([audit, other, audit, other].map((list) => list.record('coordinator', 'signed-in')));
    expect(await audit.firstBroken()).toBeUndefined();
    expect(await raw()).toHaveLength(7);
  });

  test('names who, what and when, and no conversation in clear', async () => {
    const entry = String((await raw())[1]);
    expect(JSON.parse(entry)).toMatchObject({ at: house.clock.at, who: 'colleague', deed: 'case-read' });
    expect(entry).not.toContain('conversation-000000001');
  });

  test('shows an entry that was changed', async () => {
    const values = await raw();
    values[1] = Buffer.from(String(values[1]).replace('case-read', 'signed-in'));
    await rewrite(values);
    expect(await audit.firstBroken()).toBeDefined();
  });

  test('shows an entry that was taken out of the middle', async () => {
    await rewrite((await raw()).filter((_, index) => index !== 1));
    expect(await audit.firstBroken()).toBeDefined();
  });

  test('shows an end that was cut off', async () => {
    await rewrite((await raw()).slice(0, -1));
    expect(await audit.firstBroken()).toBeDefined();
  });

  test('shows a list that is gone', async () => {
    await rewrite([]);
    expect(await audit.firstBroken()).toBeDefined();
  });
});
