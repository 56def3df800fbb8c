import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Keeping, keep } from '../support/keeping.js';
import { DAY, openService, type ServiceHouse } from '../support/serviceHouse.js';

const NUMBER = '32470000001';
let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house, { identity: NUMBER });
  await service.say('hola');
});
afterEach(() => house.end());

async function erase(): Promise<void> {
  for (const text of ['borrar', 'sí']) await service.say(text);
}

const DISAPPEARS: [string, () => Promise<void>][] = [
  ['erased', erase],
  ['emptied on time', () => service.pass(8 * DAY)],
];

test.each(DISAPPEARS)('the number of a conversation that is %s is forgotten', async (_label, gone) => {
  await service.app.aliases.put(NUMBER, { identity: NUMBER, at: house.now() });
  await gone();
  expect(await service.app.aliases.get(NUMBER)).toBeUndefined();
});

test.each(DISAPPEARS)('of one that is %s, the number that has a new user id now is not', async (_label, gone) => {
  await service.app.aliases.put(NUMBER, { identity: 'BE.2', userId: 'BE.2', at: house.now() });
  await gone();
  expect(await service.app.aliases.get(NUMBER)).toMatchObject({ identity: 'BE.2' });
});
