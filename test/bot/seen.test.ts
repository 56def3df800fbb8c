import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Seen } from '../../src/channels/contract.js';
import { type Keeping, keep } from '../support/keeping.js';
import { MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

let house: Keeping;
let service: ServiceHouse;
let seen: Seen[];

beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  seen = [];
  const send = async () => ({ state: 'sent' }) as const;
  service.app.use({ name: 'whatsapp', pushes: true, send, seen: (message) => void seen.push(message) });
});
afterEach(() => house.end());

const marked = () => seen.map(({ dedupeId }) => dedupeId);

test('nothing is marked as read before she said that it is safe, nor in the turn in which she says so', async () => {
  await service.say('hola', 'a');
  await service.say('sí', 'b');
  expect(marked()).toEqual([]);
  await service.say('casa', 'c');
  expect(seen).toEqual([{ dedupeId: 'c', address: { to: '32470000001' } }]);
});

test('her word holds for half an hour', async () => {
  for (const text of ['hola', 'sí']) await service.say(text);
  house.clock.at += 31 * MINUTE;
  await service.say('casa', 'late');
  expect(marked()).toEqual([]);
});

test.each([
  ['no', ['hola', 'no']],
  ['stop', ['hola', 'sí', 'stop']],
  ['borrar', ['hola', 'sí', 'borrar', 'sí']],
])('nothing is marked as read where she leaves: %s', async (_word, texts) => {
  for (const text of texts.slice(0, -1)) await service.say(text);
  seen = [];
  await service.say(texts.at(-1) ?? '', 'leaving');
  await service.say('hola', 'after');
  expect(marked()).toEqual([]);
});

test('nothing is marked as read where a coordinator answers', async () => {
  for (const text of ['hola', 'sí', 'quiero hablar con una persona']) await service.say(text);
  const by = { id: 'one', name: 'Test' };
  await service.app.desk.claim(service.ref.id, by);
  seen = [];
  await service.say('hola?', 'held');
  expect(marked()).toEqual([]);
});
