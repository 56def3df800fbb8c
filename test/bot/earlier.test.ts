import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createBring } from '../../src/bot/earlier.js';
import { revoke } from '../../src/privacy/leave.js';
import { conversationRef } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const BEFORE = '32470000001';
const AFTER = 'BE.2';
let place: Keeping;
let before: ServiceHouse;
let after: ServiceHouse;
beforeEach(async () => {
  place = await keep();
  before = await openService(place, { identity: BEFORE });
  after = await openService(place, { identity: AFTER });
});
afterEach(async () => {
  expect([before.errors, after.errors]).toEqual([[], []]);
  await place.end();
});

/** What the platform says, as it comes from the channel. */
async function numberChanges(): Promise<string> {
  const { app, ref } = before;
  await revoke({ conversations: app.conversations, resume: app.turns.resumeSoon }, ref);
  return after.send({ type: 'event', name: 'identityChanged', value: { previous: BEFORE } }, randomUUID());
}

/** @returns the question on her screen */
async function begin(): Promise<string> {
  let said = '';
  for (const text of ['hola', 'sí', 'vivienda']) said = await before.say(text);
  return said;
}

describe('after her number changed', () => {
  test('nothing is sent first', async () => {
    await begin();
    expect(await numberChanges()).toBe('');
    expect(after.sent).toEqual([]);
  });

  test('she is asked neutrally, and on her yes goes on where she was, once it is safe', async () => {
    const question = await begin();
    await numberChanges();
    const asked = await after.say('hola');
    expect(asked).toContain('¿Seguimos');
    expect(asked).not.toMatch(/vivienda|dónde/i);
    expect(await after.say('1')).toContain('¿Puedes escribir ahora');
    expect(await after.say('sí')).toContain(question.split('\n').at(-1));
  });

  test('another language leads back to the question, and her yes to where she was', async () => {
    const question = await begin();
    await numberChanges();
    for (const text of ['hola', 'idioma']) await after.say(text);
    expect(await after.say('Français')).toContain('On continue');
    await after.say('1');
    expect(await after.say('sí')).toContain(question.split('\n').at(-1));
  });

  test('on her yes her case, what was said and what was held back come along, and nothing stays', async () => {
    for (const text of ['hola', 'sí', 'quiero hablar con alguien', 'no']) await before.say(text);
    await before.app.desk.claim(before.ref.id, coordinator);
    await before.app.desk.reply(before.ref.id, coordinator, 'Soy Coordinadora.');
    await numberChanges();
    await before.pass(24 * 60 * MINUTE);
    for (const text of ['hola', '1']) await after.say(text);
    expect(await after.kase()).toMatchObject({ state: 'claimed', coordinator, ref: after.ref });
    const view = await after.app.desk.view(after.ref.id, coordinator);
    expect(view.ok && view.view.lines.map(({ text }) => text)).toEqual(expect.arrayContaining(['Soy Coordinadora.']));
    expect(JSON.stringify(after.sent)).not.toContain('Coordinadora');
    await after.say('sí');
    expect(JSON.stringify(after.sent)).toContain('Soy Coordinadora.');
    await before.pass(2 * MINUTE);
    expect(await before.kase()).toBeUndefined();
    expect(await before.app.conversations.transcript(before.ref)).toEqual([]);
  });

  test('a process that dies on the way loses nothing', async () => {
    const question = await begin();
    await numberChanges();
    await after.say('hola');
    const { app, ref } = after;
    const bring = createBring({
      conversations: app.conversations,
      keepCodes: app.keepCodes,
      resume: () => {},
      now: place.now,
      newId: () => 'x',
    });
    expect(await bring(before.ref.id, ref)).toBeDefined();
    expect(await bring(before.ref.id, before.ref)).toBeUndefined();
    await after.say('1');
    expect(await after.say('sí')).toContain(question.split('\n').at(-1));
  });

  test('on her no nothing of before is there', async () => {
    await begin();
    await numberChanges();
    await after.say('hola');
    expect(await after.say('2')).toContain('¿Puedes escribir ahora');
    const known = await after.app.conversations.read(after.ref);
    expect(known?.conversation.session).toMatchObject({ needs: [], slots: {} });
  });

  test.each([
    { label: 'nobody had written', words: [] },
    { label: 'she left with the safe word', words: ['hola', 'sí', 'limon'] },
  ])('nobody is asked where $label', async ({ words }) => {
    for (const text of words) await before.say(text);
    await numberChanges();
    expect(await after.say('hola')).toContain('¿Puedes escribir ahora');
  });

  test('danger goes before the question, and the question lapses', async () => {
    await begin();
    await numberChanges();
    expect(await after.say('me está pegando ahora')).toContain('112');
    expect(await after.say('hola')).not.toContain('¿Seguimos');
  });

  test('two conversations with content are never made one', async () => {
    await begin();
    await after.say('hola');
    await numberChanges();
    expect(await after.say('sí')).not.toContain('¿Seguimos');
  });
});

test('whoever writes from a number that changed hands finds nothing of before', async () => {
  await begin();
  await before.say('quiero hablar con alguien');
  await numberChanges();
  const { ref, app } = before;
  const old = (await app.conversations.transcript(ref)) ?? [];
  expect(await before.say('hola')).toContain('¿Puedes escribir ahora');
  const lines = (await app.conversations.transcript(ref)) ?? [];
  expect(lines.some(({ number }) => number <= (old.at(-1)?.number ?? 0))).toBe(false);
  expect(await before.kase()).toBeUndefined();
  expect(await app.desk.queue()).toEqual([]);
  expect(conversationRef(place.sealer, 'whatsapp', BEFORE)).toEqual(ref);
});
