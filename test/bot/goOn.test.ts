import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { type App, createApp, type Parts } from '../../src/app.js';
import { codeFor, moveAway } from '../../src/bot/moveAway.js';
import type { ChannelName, Outgoing } from '../../src/channels/contract.js';
import { loadParts } from '../../src/parts.js';
import { readKeepCode } from '../../src/privacy/keepCodes.js';
import { leave } from '../../src/privacy/leave.js';
import { TRIES_OF_ONE } from '../../src/privacy/tries.js';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { conversationRef } from '../../src/store/keys.js';
import { DRIVERS, type Driver, startDriver } from '../support/stores.js';

const DAY_MS = 24 * 3_600_000;
const sealer = createSealer(Buffer.alloc(32, 9));
const refOf = (channel: string, identity: string) => conversationRef(sealer, channel, identity);
const web = refOf('webchat', 'woman');
const phone = refOf('whatsapp', 'woman');

let parts: Parts;
let driver: Driver;
let store: Store;
let app: App;
let clock: number;
let sent: Outgoing[];
let errors: unknown[];
let ids = 0;

beforeAll(async () => {
  parts = await loadParts({ botName: 'Test', timeZone: 'Europe/Brussels' });
});

function build(): void {
  errors = [];
  sent = [];
  app = createApp(parts, {
    store,
    sealer,
    now: () => clock,
    random: () => 0.5,
    newId: () => `id-${++ids}`,
    alerts: {},
    onError: (error) => errors.push(error),
  });
  const send = async (outgoing: Outgoing) => {
    sent.push(outgoing);
    return { state: 'sent' as const };
  };
  app.use({ name: 'whatsapp', pushes: true, send });
}

/** @returns what was said in answer */
async function say(channel: ChannelName, text: string, identity = 'woman'): Promise<string> {
  ids += 1;
  clock += 1_000;
  const activity: Partial<Activity> = { type: 'message', text };
  const incoming = { identity, address: {}, dedupeId: `m${ids}`, sentAt: clock, activity };
  const { held } = await app.turns.receive(channel, incoming);
  if (!held) throw new Error('The conversation is busy.');
  const told = (await app.turns.run(held)).flatMap(({ replies }) => replies.map((reply) => reply.text));
  await app.sender.idle();
  return told.join('\n');
}

async function tell(channel: ChannelName, ...texts: string[]): Promise<void> {
  for (const text of texts) await say(channel, text);
}

const makeCode = async (ref = web): Promise<string> => (await codeFor(app, ref, randomBytes)) ?? '';
const sessionOf = async (ref = phone) => (await app.conversations.read(ref))?.conversation.session;
const conversationOf = async (ref = phone) => (await app.conversations.read(ref))?.conversation;
const linesOf = async (ref = phone) => JSON.stringify(await app.conversations.transcript(ref));
const text = (key: string, language = 'es') => parts.locale.text(language as 'es', key) ?? '';
const neutral = () => text('orientation:safe.again');

describe.each(DRIVERS)('going on elsewhere, in %s', (driverName) => {
  beforeEach(async () => {
    clock = Date.parse('2026-01-15T10:00:00Z');
    driver = await startDriver(driverName);
    store = await driver.open();
    build();
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
  });
  afterEach(async () => {
    await app.turns.idle();
    await store.close();
    await driver.tearDown();
    expect(errors).toEqual([]);
  });

  test('asks first whether it is safe, in neutral words, and then goes on where she was', async () => {
    const before = await sessionOf(web);
    expect(await say('whatsapp', await makeCode())).toBe(neutral());
    expect(sent.map(({ activity }) => activity.text)).toEqual([neutral()]);
    await say('whatsapp', 'sí');
    expect(await sessionOf()).toMatchObject({ language: 'es', needs: ['housing'], at: before?.at, path: before?.path });
  });

  test('after a no nothing of it is shown', async () => {
    await say('whatsapp', await makeCode());
    expect(await say('whatsapp', 'no')).toBe(text('not-now:choice.text'));
    expect(sent.map(({ activity }) => activity.text).join()).not.toMatch(/dormir|vivienda|casa/i);
  });

  test('the old conversation opens nothing more, and its content goes', async () => {
    await say('whatsapp', await makeCode());
    expect(await conversationOf(web)).toMatchObject({ revoked: true, session: { closed: 'not-safe' } });
    clock += 61_000;
    await app.sweeper.sweep();
    expect(await conversationOf(web)).toMatchObject({ revoked: true, session: { needs: [], slots: {} } });
    expect((await conversationOf(web))?.moved).toBeUndefined();
    expect(await linesOf(web)).toBe('[]');
  });

  test('the code works once, and stands in no transcript', async () => {
    const code = await makeCode();
    await say('whatsapp', code);
    expect(await say('whatsapp', code, 'somebody else')).toContain(text('common:keep.gone'));
    expect((await sessionOf(refOf('whatsapp', 'somebody else')))?.needs).toEqual([]);
    for (const ref of [phone, web, refOf('whatsapp', 'somebody else')])
      expect(await linesOf(ref)).not.toMatch(new RegExp(`${code}|${code.replace('-', '')}`, 'i'));
  });

  test('sent to two telephones at once it goes to one', async () => {
    const code = await makeCode();
    await Promise.all([say('whatsapp', code, 'a'), say('whatsapp', code, 'b')]);
    const needs = await Promise.all(['a', 'b'].map(async (one) => (await sessionOf(refOf('whatsapp', one)))?.needs));
    expect(needs.flat()).toEqual(['housing']);
  });

  test('a crash between the two writes loses nothing', async () => {
    const code = await makeCode();
    const kept = await app.keepCodes.find(readKeepCode(code)?.code ?? '');
    const deps = { conversations: app.conversations, keepCodes: app.keepCodes, resume: () => {} };
    if (!kept) throw new Error('The code is not known.');
    await moveAway({ ...deps, now: () => clock, newId: () => 'x' }, kept, phone);
    clock += 61_000;
    build();
    await app.sweeper.sweep();
    expect(await say('whatsapp', code, 'somebody else')).toContain(text('common:keep.gone'));
    expect(await say('whatsapp', code)).toBe(neutral());
    expect((await sessionOf())?.needs).toEqual(['housing']);
  });

  test('what nobody takes up is forgotten after a day', async () => {
    const kept = await app.keepCodes.find(readKeepCode(await makeCode())?.code ?? '');
    if (!kept) throw new Error('The code is not known.');
    const deps = { conversations: app.conversations, keepCodes: app.keepCodes, resume: () => {} };
    await moveAway({ ...deps, now: () => clock, newId: () => 'x' }, kept, phone);
    clock += DAY_MS + 1;
    await app.sweeper.sweep();
    expect(await linesOf(web)).toBe('[]');
  });
});

describe('going on elsewhere', () => {
  beforeEach(async () => {
    clock = Date.parse('2026-01-15T10:00:00Z');
    driver = await startDriver('lmdb');
    store = await driver.open();
    build();
  });
  afterEach(async () => {
    await app.turns.idle();
    await store.close();
    await driver.tearDown();
    expect(errors).toEqual([]);
  });

  test('never takes the place of another conversation unless she says so', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    await tell('whatsapp', 'hola', 'sí', 'necesito un abogado');
    const code = await makeCode();
    expect(await say('whatsapp', code)).toContain(text('common:keep.confirm'));
    expect((await sessionOf())?.needs).toEqual(['legal']);
    expect(await say('whatsapp', code)).toBe(neutral());
    expect((await sessionOf())?.needs).toEqual(['housing']);
  });

  test('a code that was asked about and not sent again replaces nothing', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    await tell('whatsapp', 'hola', 'sí', 'necesito un abogado');
    const code = await makeCode();
    await tell('whatsapp', code, 'hola');
    expect(await say('whatsapp', code)).toContain(text('common:keep.confirm'));
  });

  test('a case goes along: the coordinator sees where, and what was said before', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir', 'quiero hablar con alguien');
    await say('whatsapp', await makeCode());
    const cases = await app.desk.queue();
    expect(cases).toMatchObject([{ ref: phone, channel: 'whatsapp', state: 'waiting' }]);
    const done = await app.desk.view(phone.id, { id: 'c', name: 'C' });
    const lines = done.ok ? done.view.lines.map((line) => line.text) : [];
    expect(lines).toEqual(expect.arrayContaining(['no tengo donde dormir', 'La conversación sigue por WhatsApp.']));
    expect(new Set(done.ok ? done.view.lines.map(({ number }) => number) : []).size).toBe(lines.length);
    expect(JSON.stringify(sent)).not.toContain('dormir');
  });

  test('a case that a coordinator holds stays hers', async () => {
    await tell('webchat', 'hola', 'sí', 'quiero hablar con alguien');
    const by = { id: 'c', name: 'C' };
    await app.desk.claim(web.id, by);
    await say('whatsapp', await makeCode());
    expect(await app.desk.reply(phone.id, by, 'Aquí estoy')).toMatchObject({ ok: true });
    expect(await app.desk.reply(web.id, by, 'Aquí estoy')).toMatchObject({ ok: false });
  });

  test('what a coordinator said and was held back goes along, and waits until it is safe', async () => {
    await tell('whatsapp', 'hola', 'sí', 'quiero hablar con alguien', 'no');
    const by = { id: 'c', name: 'C' };
    await app.desk.claim(phone.id, by);
    expect(await app.desk.reply(phone.id, by, 'Aquí estoy')).toMatchObject({ ok: true });
    await say('webchat', await makeCode(phone));
    expect(await linesOf(web)).not.toMatch(/"from":"coordinator","activity"/);
    expect((await conversationOf(phone))?.heldBack).toBeUndefined();
    await say('webchat', 'no');
    expect(await linesOf(web)).not.toMatch(/"from":"coordinator","activity"/);
    await say('webchat', 'ahora sí puedo');
    expect(await linesOf(web)).toMatch(/"from":"coordinator","activity".*Aquí estoy/);
  });

  test('her own words of this place stay where the other has none', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    await tell('whatsapp', 'hola', 'sí', 'palabra secreta', 'canela', 'paraguas');
    await say('whatsapp', await makeCode());
    expect(await sessionOf()).toMatchObject({ needs: ['housing'], own: { hide: 'canela', back: 'paraguas' } });
  });

  test.each(['canela', 'limón'])('after "%s" whoever holds the page gets no code', async (word) => {
    await tell('webchat', 'hola', 'sí', 'palabra secreta', 'canela', 'paraguas', word);
    expect(await codeFor(app, web, randomBytes)).toBeUndefined();
  });

  test('erased, a conversation is not brought back', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    const code = await makeCode();
    await tell('webchat', 'borrar mis datos', 'sí');
    expect(await say('whatsapp', code)).toContain(text('common:keep.gone'));
  });

  test('after the exit of the web chat the code still works', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    const code = await makeCode();
    await leave({ conversations: app.conversations, resume: () => {} }, web);
    expect(await say('whatsapp', code)).toBe(neutral());
    expect((await sessionOf())?.needs).toEqual(['housing']);
  });

  test('a code of this very conversation changes nothing', async () => {
    await tell('webchat', 'hola', 'sí', 'no tengo donde dormir');
    expect(await say('webchat', await makeCode())).toContain(text('common:keep.gone'));
    expect((await sessionOf(web))?.needs).toEqual(['housing']);
  });

  test.each([
    ['es', 'hola'],
    ['pt', 'oi, tudo bem? preciso de ajuda'],
    ['fr', 'bonjour'],
    ['nl', 'goedendag'],
    ['en', 'hello'],
  ])('a code that is over gets a kind answer in %s', async (language, greeting) => {
    await say('whatsapp', greeting);
    expect(await say('whatsapp', 'ABCD-2345')).toContain(text('common:keep.gone', language));
  });

  test('who tries many codes waits a minute', async () => {
    await say('whatsapp', 'hola');
    for (let tries = 0; tries < TRIES_OF_ONE; tries += 1) await say('whatsapp', `ABCD-23${tries + 2}5`);
    expect(await say('whatsapp', 'ABCD-2345')).toContain(text('common:keep.later'));
    clock += 60_000;
    expect(await say('whatsapp', 'ABCD-2345')).toContain(text('common:keep.gone'));
  });

  test('words that only look like one are answered as words', async () => {
    await tell('whatsapp', 'hola', 'sí');
    expect(await say('whatsapp', 'abcd2345')).not.toContain(text('common:keep.gone'));
  });
});
