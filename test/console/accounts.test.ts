import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FIRST_LINK_LASTS, INVITATION_LASTS } from '../../src/console/links.js';
import { type House, openHouse, PASSWORD, tokenOf } from '../support/consoleHouse.js';

const ana = { name: 'Ana', email: 'Ana@Example.org', password: PASSWORD };
const eva = { name: 'Eva', email: 'eva@example.org', password: PASSWORD };

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.tearDown());

const firstToken = async () => tokenOf((await house.links.first()) ?? '');

describe('one-time links', () => {
  test('the first one makes an administrator, and then there is no other first one', async () => {
    const account = await house.links.redeem(await firstToken(), ana);
    expect(account).toMatchObject({ role: 'administrator', email: 'ana@example.org' });
    expect(await house.links.first()).toBeUndefined();
  });

  test('a link is good once', async () => {
    const token = await firstToken();
    await house.links.redeem(token, ana);
    await expect(house.links.redeem(token, eva)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('of two who use one link at the same moment, one gets in', async () => {
    const token = await firstToken();
    const tries = await Promise.allSettled([house.links.redeem(token, ana), house.links.redeem(token, eva)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await house.accounts.all()).toHaveLength(1);
  });

  test('the first link is over after an hour', async () => {
    const token = await firstToken();
    house.clock.at += FIRST_LINK_LASTS;
    await expect(house.links.redeem(token, ana)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('a new first link replaces the one before', async () => {
    const earlier = await firstToken();
    const later = await firstToken();
    await expect(house.links.redeem(earlier, ana)).rejects.toMatchObject({ code: 'link_invalid' });
    await expect(house.links.redeem(later, ana)).resolves.toBeDefined();
  });

  test('an invitation makes a coordinator, for 24 hours', async () => {
    const [used, late] = [tokenOf(await house.links.invite()), tokenOf(await house.links.invite())];
    expect(await house.links.redeem(used, eva)).toMatchObject({ role: 'coordinator' });
    house.clock.at += INVITATION_LASTS;
    await expect(house.links.redeem(late, ana)).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('a refused password leaves the link usable', async () => {
    const token = await firstToken();
    await expect(house.links.redeem(token, { ...ana, password: 'short' })).rejects.toMatchObject({
      code: 'password_short',
    });
    await expect(house.links.redeem(token, ana)).resolves.toBeDefined();
  });

  test('the store keeps neither the token nor an address in clear', async () => {
    const token = await firstToken();
    await house.links.redeem(token, ana);
    const invitation = tokenOf(await house.links.invite());
    for await (const key of house.store.keys('{console}')) {
      const raw = key + String(await house.store.get(key));
      expect([token, invitation, 'ana@example.org', 'Ana'].filter((clear) => raw.includes(clear))).toEqual([]);
    }
  });
});

describe('accounts', () => {
  test('one address makes one account, however it is typed', async () => {
    await house.someone('Eva');
    const token = tokenOf(await house.links.invite());
    const again = house.links.redeem(token, { ...eva, email: ' EVA@example.org ' });
    await expect(again).rejects.toMatchObject({ code: 'email_taken' });
  });

  test('the right password opens, a wrong one and an unknown address do not', async () => {
    const account = await house.someone('Eva');
    expect(await house.accounts.authenticate('EVA@example.org', PASSWORD)).toEqual(account);
    expect(await house.accounts.authenticate('eva@example.org', 'another password')).toBeUndefined();
    expect(await house.accounts.authenticate('nobody@example.org', PASSWORD)).toBeUndefined();
  });

  test('accents typed in either form are the same password', async () => {
    const token = await firstToken();
    await house.links.redeem(token, { ...ana, password: 'la montan\u0303a y el rio' });
    expect(await house.accounts.authenticate('ana@example.org', 'la monta\u00f1a y el rio')).toBeDefined();
  });

  test('a closed account no longer opens and stays in the list', async () => {
    const { id } = await house.someone('Eva');
    await house.accounts.disable(id);
    expect(await house.accounts.authenticate('eva@example.org', PASSWORD)).toBeUndefined();
    expect(await house.accounts.all()).toMatchObject([{ id, disabledAt: house.clock.at }]);
  });

  test('passwords are kept as argon2id with 19 MiB, two passes, one lane', async () => {
    const { passwordHash } = await house.someone('Eva');
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
