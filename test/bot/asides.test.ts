import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const TOO_LONG = 'no pude leerlo entero';

let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  await service.say('hola');
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

const long = (middle: string) => `${'bla '.repeat(2_500)}${middle}`;

describe('a text too long to be kept whole', () => {
  test('is said to be so, once, before the answer', async () => {
    const said = await service.say(long(''));
    expect(said.split(TOO_LONG)).toHaveLength(2);
    expect(await service.say('sí')).not.toContain(TOO_LONG);
  });

  test('is read for danger at its end, and then only the numbers are said', async () => {
    const said = await service.say(long('mi marido me quiere matar ahora'));
    expect(said).toContain('112');
    expect(said).not.toContain(TOO_LONG);
  });
});

describe('after a coordinator has left', () => {
  beforeEach(async () => {
    await service.say('quiero hablar con alguien');
    house.clock.at += MINUTE;
    await service.app.desk.claim(service.ref.id, coordinator);
  });
  const LEFT = 'Coordinadora dejó la conversación';
  const leave = () => service.app.desk.close(service.ref.id, coordinator, 'helped');

  test('nothing is sent first, and her next message is told so once', async () => {
    await service.app.desk.reply(service.ref.id, coordinator, 'Soy Coordinadora.');
    const before = service.sent.length;
    await leave();
    expect(service.sent).toHaveLength(before);
    house.clock.at += MINUTE;
    expect(await service.say('sí')).toContain(LEFT);
    expect(await service.say('hola')).not.toContain(LEFT);
  });

  test.each<[string, boolean, number, string]>([
    ['who never wrote', false, MINUTE, 'sí'],
    ['hours later', true, 2 * HOUR, 'sí'],
    ['in danger', true, MINUTE, 'mi marido me quiere matar ahora'],
    ['who says the safe word', true, MINUTE, 'limón'],
  ])('she is told nothing: %s', async (_label, wrote, later, words) => {
    if (wrote) await service.app.desk.reply(service.ref.id, coordinator, 'Soy Coordinadora.');
    await leave();
    house.clock.at += later;
    expect(await service.say(words)).not.toContain(LEFT);
  });
});

describe('whoever writes after she left, or after a while on a shared phone, learns of no coordinator', () => {
  test.each([
    ['limón', 'hola', 0],
    ['parar', 'hola', 0],
    ['flor de canela', 'paraguas', 0],
    ['gracias', 'hola', 10 * MINUTE],
  ])('%s, then %s', async (last, first, later) => {
    for (const text of ['sí', 'palabra secreta', 'flor de canela', 'paraguas']) await service.say(text);
    if (later > 0) for (const text of ['teléfono compartido', 'sí']) await service.say(text);
    for (const text of ['quiero hablar con alguien', 'a cualquier hora']) await service.say(text);
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.app.desk.reply(service.ref.id, coordinator, 'Soy Coordinadora.');
    await service.say(last);
    house.clock.at += MINUTE;
    await service.app.desk.close(service.ref.id, coordinator, 'helped');
    house.clock.at += later;
    expect(await service.say(first)).toMatch(/^Hola(?!.*Coordinadora)/s);
  });
});

test('on the web nothing is said of WhatsApp', async () => {
  const web = await openService(house, { channel: 'webchat', identity: 'she' });
  await web.say('hola');
  const said = await web.say('borrar');
  expect([said.includes('historial del navegador'), said.includes('WhatsApp')]).toEqual([true, false]);
});
