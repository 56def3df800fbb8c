import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { wordIn } from '../../src/bot/ownWord.js';
import { keysOf } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { eventually } from '../support/service.js';
import { HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const OFFICE = /secretaría|taller de costura|grupo de conversación/;

let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  for (const text of ['hola', 'sí', 'palabra secreta', 'Flor de canela', 'paraguas']) await service.say(text);
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

const desk = () => service.app.desk;
const transcript = async () => (await service.app.conversations.transcript(service.ref)) ?? [];

test.each([
  ['  CANELA! ', 'canela'],
  ['Flor de  canela', 'flor de canela'],
  ['café', 'cafe'],
  ['🌵🌵', '🌵🌵'],
  ['a', undefined],
  ['…', undefined],
  ['x'.repeat(31), undefined],
  ['x '.repeat(100_000), undefined],
])('%s as a word of her own', (text, word) => {
  expect(wordIn(text)).toBe(word);
});

test.each([
  'sí',
  'no',
  'hola',
  '1234',
  'menú',
  'limón',
  'vivienda',
  'Gante',
  'ajustes',
  'volver volver',
])('a word for every day is refused kindly: %s', async (word) => {
  await service.say('palabra secreta');
  expect(await service.say(word)).not.toMatch(/volver\? Elige otra/);
  expect((await service.app.conversations.read(service.ref))?.conversation.session.own?.hide).toBe('flor de canela');
});

test.each(['está borracho', 'no puedo más', 'auxilio'])('danger that may be meant is no word: %s', async (words) => {
  await service.say('palabra secreta');
  expect(await service.say(words)).toMatch(/112/);
});

const VIOLENCE = ['me pega', 'mi marido me pega', 'me maltrata'];
test.each(VIOLENCE)('what tells of violence is answered, and is no word: %s', async (words) => {
  await service.say('palabra secreta');
  expect(await service.say(words)).toMatch(/112/);
  const session = (await service.app.conversations.read(service.ref))?.conversation.session;
  expect([session?.own?.hide, session?.at?.flow]).toEqual(['flor de canela', 'violence']);
});

test('a house may be a word of hers', async () => {
  for (const text of ['palabra secreta', 'casa azul', 'paraguas']) await service.say(text);
  expect(await service.say('casa azul')).toMatch(OFFICE);
});

test('a word that looks like a code hides all the same', async () => {
  for (const text of ['palabra secreta', 'casa 2345', 'paraguas']) await service.say(text);
  expect(await service.say('casa-2345')).toMatch(OFFICE);
});

describe('a message that she corrects', () => {
  const correct = async (from: string, to: string) => {
    await service.send({ type: 'message', id: 'm1', text: from }, 'm1');
    return service.send({ type: 'messageUpdate', id: 'm1', text: to });
  };

  test('into her word hides the chat', async () => {
    expect(await correct('flor de canella', 'flor de canela')).toMatch(OFFICE);
    expect(JSON.stringify(await transcript())).not.toContain('canela');
  });

  test.each([
    ['sí', 'romero'],
    ['romero', 'tomillo'],
  ])('from %s into %s, where a word is asked for, shows none', async (from, to) => {
    await service.say('palabra secreta');
    await correct(from, to);
    expect(JSON.stringify(await transcript())).not.toMatch(/romero|tomillo/);
  });
});

test('the words stand in no line of the transcript and in no record', async () => {
  await service.say('flor de canela');
  await service.say('paraguas');
  const said = JSON.stringify(await transcript());
  expect(said).not.toMatch(/canela|paraguas/i);
  expect(said).toContain('•••');
  const records = await house.store.list(keysOf(service.ref).records);
  expect(records.map(({ value }) => value.toString()).join()).not.toMatch(/canela|paraguas/i);
});

describe('while she hides', () => {
  beforeEach(async () => {
    await service.say('quiero hablar con alguien');
    await desk().claim(service.ref.id, coordinator);
    expect(await service.say('¡Flor de canela!')).toMatch(OFFICE);
  });

  test('the coordinator is told and cannot write, until her word of return', async () => {
    expect(await desk().queue()).toMatchObject([{ hiddenAt: expect.any(Number) }]);
    expect(await desk().reply(service.ref.id, coordinator, '¿Estás bien?')).toEqual({ ok: false, refusal: 'stopped' });
    expect(await service.say('¿con quién hablas?')).toMatch(OFFICE);
    expect(await service.say('paraguas')).toMatch(/sin que nadie más lea/);
    expect(await desk().queue()).not.toMatchObject([{ hiddenAt: expect.any(Number) }]);
    expect(await desk().reply(service.ref.id, coordinator, '¿Estás bien?')).toMatchObject({ ok: true });
  });

  test('no notice, no reminder', async () => {
    const before = service.sent.length;
    for (const ms of [11 * MINUTE, HOUR, 30 * HOUR]) await service.pass(ms);
    expect(service.sent).toHaveLength(before);
  });

  test('the kill switch changes nothing of the face', async () => {
    await desk().setKillSwitch(true, coordinator);
    expect(await service.say('hola')).toMatch(OFFICE);
  });

  test('erasing takes one word', async () => {
    expect(await service.say('borrar')).toBe('De acuerdo, la inscripción queda anulada.');
    expect(await desk().queue()).toEqual([]);
    expect(JSON.stringify(await transcript())).not.toContain('hablar con alguien');
  });
});

test('danger behind the face opens an urgent case and alerts', async () => {
  await service.say('flor de canela');
  expect(await service.say('me quiere matar, está en la puerta')).toMatch(/112\.$/);
  expect(await eventually(() => service.alerts.length > 0 && service.alerts)).toMatchObject([
    { urgency: 'high', danger: 'immediate', hiddenAt: expect.any(Number) },
  ]);
  expect((await transcript()).filter(({ activity }) => activity.type === 'event')).toEqual([]);
});

test('of what waited with her word, nothing is said any more', async () => {
  const held = await service.app.conversations.hold(service.ref);
  for (const text of ['violencia', 'flor de canela', 'menú']) await service.say(text);
  const before = service.sent.length;
  if (held) await service.app.conversations.release(held);
  await service.app.turns.resume(service.ref);
  await service.app.sender.idle();
  const said = service.sent.slice(before).map(({ text }) => text ?? '');
  expect(said.length).toBeGreaterThan(0);
  for (const text of said) expect(text).toMatch(OFFICE);
});
