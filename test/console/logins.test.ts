import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/console/accounts.js';
import { ABSOLUTE_MS, IDLE_MS } from '../../src/console/logins.js';
import { type House, openHouse } from '../support/consoleHouse.js';

let house: House;
let colleague: Account;
beforeEach(async () => {
  house = await openHouse();
  colleague = await house.someone('Colega');
});
afterEach(() => house.tearDown());

describe('a login', () => {
  test('is known by its reference only, which the store does not hold', async () => {
    const reference = await house.logins.start(colleague);
    expect(await house.logins.check(reference, true)).toMatchObject({ account: { id: colleague.id }, idle: false });
    expect(await house.logins.check('A'.repeat(22), true)).toBeUndefined();
    for await (const key of house.store.keys('{console}login')) expect(key).not.toContain(reference);
  });

  test('goes idle when nobody does anything, and cannot be woken by requests', async () => {
    const reference = await house.logins.start(colleague);
    house.clock.at += IDLE_MS;
    expect(await house.logins.check(reference, true)).toMatchObject({ idle: true });
    expect(await house.logins.check(reference, true)).toMatchObject({ idle: true });
  });

  test('stays awake while somebody works, not while the page only asks', async () => {
    const reference = await house.logins.start(colleague);
    house.clock.at += IDLE_MS - 1;
    await house.logins.check(reference, true);
    house.clock.at += IDLE_MS - 1;
    expect(await house.logins.check(reference, false)).toMatchObject({ idle: false });
    house.clock.at += 1;
    expect(await house.logins.check(reference, false)).toMatchObject({ idle: true });
  });

  test('is over after ten hours of work', async () => {
    const reference = await house.logins.start(colleague);
    for (let worked = 0; worked < ABSOLUTE_MS; worked += IDLE_MS / 2) {
      expect(await house.logins.check(reference, true)).toBeDefined();
      house.clock.at += IDLE_MS / 2;
    }
    expect(await house.logins.check(reference, true)).toBeUndefined();
  });

  test('ends when she signs out, and leaves her other logins', async () => {
    const [here, elsewhere] = [await house.logins.start(colleague), await house.logins.start(colleague)];
    await house.logins.end(here);
    expect(await house.logins.check(here, true)).toBeUndefined();
    expect(await house.logins.check(elsewhere, true)).toBeDefined();
  });

  test('all end together', async () => {
    const references = [await house.logins.start(colleague), await house.logins.start(colleague)];
    await house.logins.endAll(colleague.id);
    for (const reference of references) expect(await house.logins.check(reference, true)).toBeUndefined();
  });

  test('opens nothing once the account is closed', async () => {
    const reference = await house.logins.start(colleague);
    await house.accounts.disable(colleague.id);
    expect(await house.logins.check(reference, true)).toBeUndefined();
  });
});
