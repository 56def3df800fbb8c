import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FIRST_LINK_LASTS, INVITATION_LASTS } from '../../src/console/links.js';
import { type House, openHouse, PASSWORD, tokenOf } from '../support/consoleHouse.js';

const coordinator = { name: 'Coordinadora', email: 'Coordinator@Example.org', password: PASSWORD };
const colleague = { name: 'Colega', email: 'colleague@example.org', password: PASSWORD };

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.tearDown());

const firstToken = async () => tokenOf((await house.links.first()) ?? '');

describe('one-time links', () => {
  test('the first one makes an administrator, and then there is no other first one', async () => {
    const account = await house.links.redeem(await firstToken(), coordinator);
    expect(account).toMatchObject({ role: 'administrator', email: 'coordinator@example.org' });
    expect(await house.links.first()).toBeUndefined();
  });

  test('a link is good once', async () => {
    const token = await firstToken();
    await house.links.redeem(token, coordinator);
    await expect(house.links.redeem(token, colleague)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('of two who use one link at the same moment, one gets in', async () => {
    const token = await firstToken();
    const tries = await Promise.allSettled([
      house.links.redeem(token, coordinator),
      house.links.redeem(token, colleague),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await house.accounts.all()).toHaveLength(1);
  });

  test('the first link is over after an hour', async () => {
    const token = await firstToken();
    house.clock.at += FIRST_LINK_LASTS;
    await expect(house.links.redeem(token, coordinator)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('a new first link replaces the one before', async () => {
    const earlier = await firstToken();
    const later = await firstToken();
    await expect(house.links.redeem(earlier, coordinator)).rejects.toMatchObject({ code: 'link_invalid' });
    await expect(house.links.redeem(later, coordinator)).resolves.toBeDefined();
  });

  test('an invitation makes a coordinator, for 24 hours', async () => {
    const [used, late] = [tokenOf(await house.links.invite()), tokenOf(await house.links.invite())];
    expect(await house.links.redeem(used, colleague)).toMatchObject({ role: 'coordinator' });
    house.clock.at += INVITATION_LASTS;
    await expect(house.links.redeem(late, coordinator)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('a refused password leaves the link usable', async () => {
    const token = await firstToken();
    await expect(house.links.redeem(token, { ...coordinator, password: 'short' })).rejects.toMatchObject({
      code: 'password_short',
    });
    await expect(house.links.redeem(token, coordinator)).resolves.toBeDefined();
  });

  test('the store keeps neither the token nor an address in clear', async () => {
    const token = await firstToken();
    await house.links.redeem(token, coordinator);
    const invitation = tokenOf(await house.links.invite());
    for await (const key of house.store.keys('{console}')) {
      const raw = key + String(await house.store.get(key));
      expect(
        [token, invitation, 'coordinator@example.org', 'Coordinadora'].filter((clear) => raw.includes(clear)),
      ).toEqual([]);
    }
  });
});

describe('accounts', () => {
  test('one address makes one account, however it is typed', async () => {
    await house.someone('Colega');
    const token = tokenOf(await house.links.invite());
    const again = house.links.redeem(token, { ...colleague, email: ' COLEGA@example.org ' });
    await expect(again).rejects.toMatchObject({ code: 'email_taken' });
  });

  test('the right password opens, a wrong one and an unknown address do not', async () => {
    const account = await house.someone('Colega');
    expect(await house.accounts.authenticate('COLEGA@example.org', PASSWORD)).toEqual(account);
    expect(await house.accounts.authenticate('colega@example.org', 'another password')).toBeUndefined();
    expect(await house.accounts.authenticate('nobody@example.org', PASSWORD)).toBeUndefined();
  });

  test('accents typed in either form are the same password', async () => {
    const token = await firstToken();
    await house.links.redeem(token, { ...coordinator, password: 'la montan\u0303a y el rio' });
    expect(await house.accounts.authenticate('coordinator@example.org', 'la monta\u00f1a y el rio')).toBeDefined();
  });

  test('a closed account no longer opens and stays in the list', async () => {
    const { id } = await house.someone('Colega');
    await house.accounts.disable(id);
    expect(await house.accounts.authenticate('colega@example.org', PASSWORD)).toBeUndefined();
    expect(await house.accounts.all()).toMatchObject([{ id, disabledAt: house.clock.at }]);
  });

  test('passwords are kept as argon2id with 19 MiB, two passes, one lane', async () => {
    const { passwordHash } = await house.someone('Colega');
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
