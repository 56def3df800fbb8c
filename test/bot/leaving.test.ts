import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commitBetweenTurns } from '../../src/store/betweenTurns.js';
import { keysOf } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const INNOCENT = 'Gracias por la consulta';

let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

/** Messages that are all there before the first has its turn. @returns what was said to them all */
async function sayTogether(...texts: string[]): Promise<string[]> {
  const held = await service.app.conversations.hold(service.ref);
  if (!held) throw new Error('busy');
  for (const text of texts) await service.say(text);
  const reports = await service.app.turns.run(await service.app.conversations.refresh(held));
  return reports.flatMap(({ replies }) => replies.map((reply) => reply.text ?? ''));
}

const words = () => service.sent.map(({ text }) => text ?? '');

describe('messages that wait together', () => {
  test('before a safe word are not answered any more, and nothing is asked after it', async () => {
    expect(await sayTogether('hola', 'sí', 'mi marido me pega', 'limón')).toEqual([expect.stringContaining(INNOCENT)]);
  });

  test('before a stop leave no question behind it', async () => {
    const said = await sayTogether('hola', 'parar');
    expect(said.at(-1)).toContain('no enviamos más mensajes');
  });

  test('after an erasure start a conversation of their own', async () => {
    await service.say('hola');
    const said = await sayTogether('borrar mis datos', 'sí', 'quiero hablar con alguien');
    const receipt = said.findIndex((text) => text.startsWith('Hecho'));
    expect(said.findIndex((text) => text.includes('¿Borramos'))).toBe(-1);
    expect(receipt).toBeGreaterThanOrEqual(0);
    expect(said.length).toBeGreaterThan(receipt + 1);
    expect(await service.kase()).toMatchObject({ state: 'waiting', reason: 'asked' });
  });
});

describe('after the safe word', () => {
  test('nobody learns later that a person was asked for', async () => {
    await service.app.desk.setPresence(coordinator, house.now() + HOUR);
    await service.say('quiero hablar con alguien');
    await service.say('limón');
    await service.say('hola');
    const before = words().length;
    for (let minute = 0; minute < 15; minute += 1) await service.pass(MINUTE);
    expect(words()).toHaveLength(before);
  });
});

describe('with the kill switch on', () => {
  test.each([
    ['limón', INNOCENT],
    ['parar', 'no enviamos más mensajes'],
    ['borrar mis datos', '¿Borramos'],
  ])('"%s" is still understood', async (text, answer) => {
    await service.say('hola');
    await service.app.desk.setKillSwitch(true, coordinator);
    expect(await service.say(text)).toContain(answer);
  });

  test('the bot stays silent while a coordinator holds the conversation', async () => {
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.app.desk.setKillSwitch(true, coordinator);
    expect(await service.say('sigo aquí')).toBe('');
  });
});

describe('a page that was left by quick exit', () => {
  test('hears nothing more from a coordinator', async () => {
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    const held = await service.app.conversations.hold(service.ref);
    if (!held?.conversation) throw new Error('busy');
    const { conversations, turns } = service.app;
    const conversation = { ...held.conversation, revoked: true };
    await commitBetweenTurns({ conversations, resume: turns.resumeSoon }, held, { conversation });
    expect(await service.app.desk.reply(service.ref.id, coordinator, 'hola')).toEqual({
      ok: false,
      refusal: 'stopped',
    });
  });
});

describe('what is never lost', () => {
  test('a message that came while the conversation was about to be forgotten', async () => {
    await service.say('hola');
    const held = await service.app.conversations.hold(service.ref);
    await service.say('sí');
    expect(await service.app.conversations.destroy(service.ref, { keepSeen: true })).toBe(false);
    expect(held && (await service.app.conversations.refresh(held)).waiting).toHaveLength(1);
  });

  test("a coordinator's reply is due from the moment it is written", async () => {
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    const held = await service.app.conversations.hold(service.ref);
    if (!held) throw new Error('busy');
    const row = { id: `${service.ref.id}.row`, activity: { type: 'message', text: 'hola' }, at: house.now() };
    await service.app.conversations.commit(held, { rows: [row] });
    const due = await house.store.due(keysOf(service.ref).due, house.now() + MINUTE, 10);
    expect(due.map(({ member }) => member)).toContain(`send:${service.ref.id}`);
  });

  test('what became of a case is kept for the counts', async () => {
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.app.desk.reply(service.ref.id, coordinator, 'secreto');
    await service.app.desk.close(service.ref.id, coordinator, 'helped');
    const entries = await house.store.list(keysOf(service.ref).records);
    const records = entries.map(({ value }) => value.toString()).join();
    expect(records.match(/case[A-Z]\w+/g)).toEqual(['caseClaimed', 'caseReplied', 'caseClosed']);
    expect(records).not.toContain('secreto');
  });
});
