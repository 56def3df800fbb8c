import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { callName } from '../../src/bot/callName.js';
import { keysOf } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';
import { meaningOf, understanding } from '../understanding/known.js';

const QUESTION = {
  flow: 'contact',
  step: 'name',
  text: 'contact:name.text',
  again: 'contact:name.again',
  answer: 'name',
  choices: [{ slot: 'name', value: 'no-name', text: 'contact:name.choices.no-name' }],
} as const;
const nameIn = (text: string, question = QUESTION) =>
  callName(text, meaningOf(text), { ...question, choices: [...question.choices] }, understanding);

test.each([
  ['Luna', 'Luna'],
  ['  Luna \n de\u200b  Marzo ', 'Luna de Marzo'],
  ['Soledad', 'Soledad'],
  ['María del Carmen', 'María del Carmen'],
  ['me chamo Bia', 'me chamo Bia'],
  ['je m’appelle Awa', 'je m’appelle Awa'],
  ['Viola', 'Viola'],
  ['soy Ana', 'soy Ana'],
  ['X', 'X'],
  ['no', 'no-name'],
  ['non merci', 'no-name'],
  ['nee', 'no-name'],
  ['no quiero decirlo', 'no-name'],
  ['prefiero no decir', 'no-name'],
])('%j as what to call her', (text, name) => {
  expect(nameIn(text)).toBe(name);
});

test.each([
  'mi marido me pega',
  'quiero desaparecer',
  'HE COMES',
  'auxilio',
  'borrar todo',
  'parar',
  'limón',
  'cambiar cuándo me escriben',
  'busco un abogado en Gante',
  'vivienda',
  'sí',
  'hola',
  'gracias, eso es todo',
  'tengo 14 años',
  '¿para qué?',
  'luna.example/yo',
  'luna@example.org',
  '0470 12 34 56',
  'AB2C-3DEF',
  '🌙',
  'x'.repeat(41),
  'x '.repeat(50_000),
  '',
])('%j is no name', (text) => {
  expect(nameIn(text)).toBeUndefined();
});

let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  for (const text of ['hola', 'sí', 'quiero hablar con alguien', 'De mañana: 9 a 12 h']) await service.say(text);
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

const known = async () => (await service.app.conversations.read(service.ref))?.conversation.session.callName?.name;

test('a coordinator reads what to call her, and erasing takes it away', async () => {
  expect(await service.say('Luna de Marzo')).not.toMatch(/Luna/);
  expect(await service.app.desk.view(service.ref.id, coordinator)).toMatchObject({
    ok: true,
    view: { callName: 'Luna de Marzo' },
  });
  for (const text of ['borrar todo', 'Sí, borrar']) await service.say(text);
  expect(await known()).toBeUndefined();
});

test('the counts know only that a name was given', async () => {
  await service.say('Luna de Marzo');
  const records = (await house.store.list(keysOf(service.ref).records)).map(({ value }) => value.toString()).join();
  expect(records).toMatch(/"given"/);
  expect(records).not.toMatch(/luna/i);
});

test('after the safe word nobody is called by the name that was given before', async () => {
  for (const text of ['Luna', 'limón', 'hola']) await service.say(text);
  expect(await known()).toBeUndefined();
});

test('no name is an answer too, and is not asked for again', async () => {
  expect(await service.say('Sin nombre')).not.toMatch(/Qué nombre/);
  expect(await known()).toBeUndefined();
  expect(await service.say('quiero hablar con alguien')).not.toMatch(/Qué nombre/);
});
