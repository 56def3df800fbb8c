import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import { WINDOW_MS } from '../../src/delivery/window.js';
import { claimed, openCase } from '../../src/handoff/cases.js';
import type { Case } from '../../src/handoff/contract.js';
import { createNotSent, type NotSent } from '../../src/handoff/notSent.js';
import { type Conversation, Conversations, LEASE_MS } from '../../src/store/conversations.js';
import { buried, DeadLetters } from '../../src/store/deadLetters.js';
import { conversationRef } from '../../src/store/keys.js';
import { Outbox } from '../../src/store/outbox.js';
import { colleague, coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';

let house: Keeping;
let conversations: Conversations;
let deadLetters: DeadLetters;
let notSent: NotSent;
let sent: string[];
beforeEach(async () => {
  house = await keep();
  conversations = new Conversations(house);
  deadLetters = new DeadLetters(house.store);
  sent = [];
  const send = ({ id }: { id: string }) => void sent.push(id);
  notSent = createNotSent({
    ...house,
    conversations,
    deadLetters,
    send,
    resume: () => {},
    guard: () => ({ now: true as const }),
  });
  await change({});
});
afterEach(() => house.end());

const ref = () => conversationRef(house.sealer, 'whatsapp', 'she');
const id = (name: string) => `${ref().id}.${name}`;
const row = (name: string) => ({ id: id(name), activity: { type: 'message', text: name }, at: house.now() });
const refused = (refusal: string) => ({ ok: false, refusal });

async function change(more: Partial<Conversation>, kase?: Case): Promise<void> {
  const held = await conversations.hold(ref());
  if (!held) throw new Error('busy');
  const first = { session: newSession('p'), channel: 'whatsapp', address: { to: '1' }, lastInboundAt: house.now() };
  const conversation = { ...(held.conversation ?? first), ...more };
  await conversations.commit(held, { conversation, ...(kase && { case: kase }) });
}

/** Rows that the platform refused for good. */
async function fail(...names: string[]): Promise<void> {
  const salt = (await conversations.read(ref()))?.salt;
  if (!salt) throw new Error('no conversation');
  for (const name of names)
    await house.store.transact(ref().tag, [
      { changes: buried({ ref: ref(), salt, sealer: house.sealer }, row(name), '131000', house.now()) },
    ]);
  await deadLetters.show(ref());
}

const waiting = async () => {
  const outbox = new Outbox(house);
  const taken = await outbox.take(ref(), house.now(), 'sender');
  if (taken) await outbox.release(taken);
  return taken?.rows.map(({ activity }) => activity.text);
};
const left = async () => (await notSent.list()).map((letter) => letter.id);

describe('a message that could not be sent', () => {
  test('is listed with when, which conversation and why, without its words', async () => {
    await fail('zarzamora');
    const letter = { conversation: ref().id, why: 'platform', at: house.now(), sendable: true };
    expect(await notSent.list()).toEqual([{ id: id('zarzamora'), ...letter }]);
  });

  test('goes out again after what waits already, and is no longer listed', async () => {
    await fail('one', 'two');
    const held = await conversations.hold(ref());
    if (held) await conversations.commit(held, { rows: [row('new')], dropQueued: true });
    expect(await notSent.again(id('one'), coordinator)).toEqual({ ok: true });
    expect(await waiting()).toEqual(['new', 'one']);
    expect([await left(), sent]).toEqual([[id('two')], [ref().id]]);
  });

  test('goes out once, whoever asks for it at the same time', async () => {
    await fail('one');
    const both = await Promise.all([notSent.again(id('one'), coordinator), notSent.again(id('one'), colleague)]);
    expect(both).toContainEqual(refused('gone'));
    expect(await waiting()).toEqual(['one']);
  });

  test('that is dismissed goes nowhere', async () => {
    await fail('one', 'two');
    expect(await notSent.dismiss(id('one'))).toEqual({ ok: true });
    expect(await notSent.again(id('one'), coordinator)).toEqual(refused('gone'));
    expect([await waiting(), await left()]).toEqual([[], [id('two')]]);
  });

  test('is left alone by a process that stood still and lost the conversation meanwhile', async () => {
    class Slow extends DeadLetters {
      override async of(one: ReturnType<typeof ref>) {
        const letters = await super.of(one);
        house.clock.at += LEASE_MS + 1;
        await conversations.hold(one);
        return letters;
      }
    }
    await fail('one');
    const slow = {
      ...house,
      conversations,
      deadLetters: new Slow(house.store),
      send: () => {},
      resume: () => {},
      guard: () => ({ now: true as const }),
    };
    expect(await createNotSent(slow).again(id('one'), coordinator)).toEqual(refused('gone'));
    expect([await waiting(), await left()]).toEqual([[], [id('one')]]);
  });

  test('lets the conversation go for her next message', async () => {
    await fail('one');
    await notSent.again(id('one'), coordinator);
    expect(await conversations.hold(ref())).toBeDefined();
  });
});

describe('nothing goes out again', () => {
  const base = { ref: { tag: '', id: '' }, channel: 'whatsapp', urgency: 'normal', reason: 'asked' } as const;
  const kase = openCase(undefined, {
    ...base,
    danger: 'none',
    because: [],
    language: 'es',
    needs: [],
    openedAt: 0,
    lastInboundAt: 0,
  });

  test.each<[string, string, () => unknown]>([
    ['more than 24 hours after her last message', 'window-closed', () => (house.clock.at += WINDOW_MS + 1)],
    ['after she left', 'stopped', () => change({ session: { ...newSession('p'), closed: 'safe-word' } })],
    ['after her quick exit', 'stopped', () => change({ revoked: true })],
    ['while another coordinator has her', 'taken', () => change({}, claimed(kase, colleague, 0))],
  ])('%s', async (_label, refusal, act) => {
    await fail('one');
    await act();
    expect(await notSent.again(id('one'), coordinator)).toEqual(refused(refusal));
    expect([await waiting(), await left(), sent]).toEqual([[], [id('one')], []]);
  });

  test('of an id that is none', async () => {
    for (const wrong of ['', 'x', `${'a'.repeat(22)}.1`, id('never')])
      expect(await notSent.again(wrong, coordinator)).toEqual(refused('gone'));
  });
});
