import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keysOf } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { HOUR, openService, type ServiceHouse } from '../support/serviceHouse.js';

let house: Keeping;
let service: ServiceHouse;
/** The platform cannot reach her. */
let refuses: boolean;
let got: string[];
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  refuses = true;
  got = [];
  service.app.use({
    name: 'whatsapp',
    pushes: true,
    async send({ activity }) {
      if (refuses) return { state: 'dead', code: '131026' };
      got.push(activity.text ?? '');
      return { state: 'sent' };
    },
  });
  await service.say('hola');
  await service.app.sender.idle();
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

const letters = () => service.app.notSent.list();

test('what the platform refused is listed, and goes out when a coordinator sends it again', async () => {
  const [letter, ...others] = await letters();
  expect(letter).toMatchObject({ why: 'unreachable', sendable: true, conversation: service.ref.id });
  refuses = false;
  expect(await service.app.notSent.again(letter?.id ?? '', coordinator)).toEqual({ ok: true });
  await service.app.sender.idle();
  expect(got).toHaveLength(1);
  expect(await letters()).toEqual(others);
});

test('an erasure takes it out of the list at once, and leaves no key of it', async () => {
  expect(await letters()).not.toEqual([]);
  refuses = false;
  await service.say('borrar mis datos');
  await service.say('sí');
  expect(await letters()).toEqual([]);
  expect(await house.store.list(keysOf(service.ref).dead)).toEqual([]);
  await service.pass(HOUR + 1);
  const keys: string[] = [];
  for await (const key of house.store.keys('{dead}')) keys.push(key);
  expect(keys).toEqual([]);
});

test('a conversation that is forgotten takes its letters along', async () => {
  await service.pass(8 * 24 * HOUR);
  expect(await letters()).toEqual([]);
});
