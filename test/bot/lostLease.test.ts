import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { RumboError } from '../../src/errors.js';
import type { Store } from '../../src/store/contract.js';
import { Conversations } from '../../src/store/conversations.js';
import { holdWhenBack } from '../../src/store/holdWhenBack.js';
import { keysOf } from '../../src/store/keys.js';
import { StoreRefused } from '../../src/store/refused.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { eventually } from '../support/service.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';

const AWAY = { code: 'store_unavailable' };
const HER = { identity: '32470000001', address: { to: '32470000001' } };

let house: Keeping;
let service: ServiceHouse;
/** Of the next leases of this key the answers get lost: what was asked for was given, and nobody knows. */
let lost: { key?: string; answers: number };
/** The next look at a value fails. */
let blind: boolean;
/** What happens while the next look at a list alone fails. */
let unread: (() => Promise<unknown>) | undefined;
let listening: ((point: unknown) => void) | undefined;

beforeEach(async () => {
  house = await keep();
  lost = { answers: 0 };
  blind = false;
  unread = undefined;
  const transact: Store['transact'] = async (tag, steps, patienceMs) => {
    const isLook = steps.every(({ changes, reads }) => !changes && reads?.some(({ read }) => read === 'list'));
    if (unread && isLook) {
      const meanwhile = unread;
      unread = undefined;
      await meanwhile();
      throw new StoreRefused(undefined);
    }
    const results = await house.store.transact(tag, steps, patienceMs);
    const changes = steps.flatMap((step) => step.changes ?? []);
    if (lost.answers === 0 || !changes.some((change) => change.do === 'lease' && change.key === lost.key))
      return results;
    lost.answers -= 1;
    throw new RumboError('store_unavailable', 'The answer got lost.');
  };
  const get: Store['get'] = async (key) => {
    if (!blind) return house.store.get(key);
    blind = false;
    throw new StoreRefused(undefined);
  };
  service = await openService({ ...house, store: { ...house.store, transact, get } });
});
afterEach(async () => {
  if (listening) unsubscribe('rumbo:point', listening);
  listening = undefined;
  await service.app.turns.idle();
  await service.app.sender.idle();
  await house.end();
});

const lose = (key: 'turnLease' | 'sendLease', answers: number) => {
  lost = { key: keysOf(service.ref)[key], answers };
};
/** Does something when a turn comes by there for the first time. */
function at(point: string, act: () => void): void {
  listening = (reached) => {
    if (reached !== point || !listening) return;
    unsubscribe('rumbo:point', listening);
    listening = undefined;
    act();
  };
  subscribe('rumbo:point', listening);
}
const write = (dedupeId: string, text = 'hola') =>
  service.app.accept('whatsapp', { ...HER, dedupeId, sentAt: house.now(), activity: { type: 'message', text } });
const waiting = async () => (await house.store.list(keysOf(service.ref).inbox)).length;
/** No sweep runs here: what comes, comes because whoever was given the lease found out. */
const allAnswered = () => eventually(async () => (await waiting()) === 0 && service.sent.length > 0);

test.each([
  1, 2, 3,
])('her message: answered although the answers to the first %i requests got lost', async (answers) => {
  lose('turnLease', answers);
  await expect(write('m1')).rejects.toMatchObject(AWAY);
  await allAnswered();
  expect(lost.answers).toBe(0);
  expect(await write('m1')).toBe('duplicate');
});

test('her message, and another process has the conversation: left to that one', async () => {
  const other = await openService(house);
  const held = await other.app.conversations.hold(service.ref);
  lose('turnLease', 1);
  await expect(write('m1')).rejects.toMatchObject(AWAY);
  await service.app.turns.idle();
  expect(await waiting()).toBe(1);
  if (held) await other.app.turns.run(await other.app.conversations.refresh(held));
  expect(await waiting()).toBe(0);
});

test('the next message, that came while the first had its turn', async () => {
  let second: Promise<unknown> | undefined;
  at('K10', () => {
    second = write('m2', 'sí');
    at('K16', () => lose('turnLease', 1));
  });
  await write('m1');
  await eventually(() => second);
  expect(await second).toBe('accepted');
  await allAnswered();
  expect(lost).toMatchObject({ answers: 0, key: expect.any(String) });
});

test('a conversation taken again after the store went away in the middle of a turn', async () => {
  at('K11', () => {
    blind = true;
    lose('turnLease', 1);
  });
  await write('m1');
  await allAnswered();
  expect(lost.answers).toBe(0);
});

test('an outbox: what waits there leaves', async () => {
  await write('m1');
  await allAnswered();
  await service.app.sender.idle();
  const before = service.sent.length;
  const held = await service.app.conversations.hold(service.ref);
  if (!held) throw new Error('busy');
  const row = (name: string) => ({
    id: `${service.ref.id}.${name}`,
    activity: { type: 'message', text: name },
    at: house.now(),
  });
  await house.store.transact(service.ref.tag, [
    { changes: [{ do: 'append', key: keysOf(service.ref).outbox, value: Buffer.from('x') }] },
  ]);
  await service.app.conversations.commit(held, { rows: [row('one')] });
  await house.store.transact(service.ref.tag, [
    { changes: [{ do: 'trim', key: keysOf(service.ref).outbox, number: 1 }] },
  ]);
  lose('sendLease', 2);
  await service.app.sender.drain(service.ref);
  expect(service.sent.slice(before).map(({ text }) => text)).toEqual(['one']);
});

test('a coordinator, who tries again: the conversation was given back', async () => {
  await service.say('quiero hablar con alguien');
  lose('turnLease', 1);
  await expect(service.app.desk.claim(service.ref.id, coordinator)).rejects.toMatchObject(AWAY);
  expect(await service.app.desk.claim(service.ref.id, coordinator)).toMatchObject({ ok: true });
});

test('a coordinator, whose reply could not be looked up: the conversation was given back, and what came is read', async () => {
  await service.say('quiero hablar con alguien');
  const reply = () => service.app.desk.reply(service.ref.id, coordinator, 'Te leo.', 'the-first-reply');
  await service.app.desk.claim(service.ref.id, coordinator);
  unread = () => write('meanwhile', 'gracias');
  await expect(reply()).rejects.toMatchObject(AWAY);
  await eventually(async () => ((await service.kase())?.unread ?? 0) > 0);
  expect(await reply()).toMatchObject({ ok: true });
});

test('who asks no more gives back what was given meanwhile', async () => {
  let fails = true;
  const transact: Store['transact'] = async (...args) => {
    const results = await house.store.transact(...args);
    if (!fails) return results;
    fails = false;
    throw new Error('not because it is away');
  };
  const conversations = new Conversations({ ...house, store: { ...house.store, transact } });
  await expect(holdWhenBack(conversations, service.ref)).rejects.toThrow('not because');
  expect(await eventually(() => conversations.hold(service.ref))).toBeDefined();
});

test('a store that refuses gave nothing: nobody asks it again for every message that was turned away', async () => {
  const refusing = { ...house.store, transact: () => Promise.reject(new StoreRefused(undefined)) };
  const away = await openService({ ...house, store: refusing });
  const { accept } = away.app;
  const message = { ...HER, dedupeId: 'm', sentAt: house.now(), activity: { type: 'message', text: 'hola' } };
  await expect(accept('whatsapp', message)).rejects.toMatchObject(AWAY);
  expect(away.app.turns.underWay).toBe(0);
});
