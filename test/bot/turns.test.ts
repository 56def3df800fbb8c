import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { type App, createApp, type Parts } from '../../src/app.js';
import type { Incoming } from '../../src/channels/contract.js';
import { loadParts } from '../../src/parts.js';
import { conversationRef } from '../../src/store/keys.js';
import { type Keeping, keep } from '../support/keeping.js';

let parts: Parts;
let house: Keeping;
let app: App;
let errors: unknown[];
let ids = 0;

function nextId(): string {
  ids += 1;
  return `id-${ids}`;
}

beforeAll(async () => {
  parts = await loadParts({ botName: 'Test', timeZone: 'Europe/Brussels' });
});
beforeEach(async () => {
  house = await keep();
  build(parts);
});
afterEach(() => house.end());

function build(with_: Parts): void {
  errors = [];
  app = createApp(with_, {
    ...house,
    random: () => 0.5,
    newId: nextId,
    alerts: {},
    onError: (error) => errors.push(error),
  });
}

const incoming = (text: string, dedupeId: string): Incoming => ({
  identity: 'someone',
  address: {},
  dedupeId,
  sentAt: house.now(),
  activity: { type: 'message', text },
});

async function say(text: string): Promise<Partial<Activity>[]> {
  const { held } = await app.turns.receive('webchat', incoming(text, nextId()));
  if (!held) throw new Error('The conversation is busy.');
  return (await app.turns.run(held)).flatMap(({ replies }) => replies);
}

const asked = (replies: Partial<Activity>[]) => replies.filter(({ suggestedActions }) => suggestedActions);

describe('a turn', () => {
  test('messages that wait together are answered in order and asked once', async () => {
    const first = await app.turns.receive('webchat', incoming('hola', 'a'));
    await app.turns.receive('webchat', incoming('sí', 'b'));
    await app.turns.receive('webchat', incoming('no tengo donde dormir', 'c'));
    if (!first.held) throw new Error('busy');
    const reports = await app.turns.run(await app.conversations.refresh(first.held));
    expect(reports.map(({ replies }) => asked(replies).length)).toEqual([0, 0, 1]);
    expect(reports.at(-1)?.session.needs).toEqual(['housing']);
  });

  test('the same message twice is one turn', async () => {
    const once = await app.turns.receive('webchat', incoming('hola', 'same'));
    const twice = await app.turns.receive('webchat', incoming('hola', 'same'));
    expect([once.outcome, twice.outcome]).toEqual(['accepted', 'duplicate']);
  });

  test('a second process finds what the first left behind', async () => {
    const { held } = await app.turns.receive('webchat', incoming('hola', 'left'));
    expect(held).toBeDefined();
    house.clock.at += 31_000;
    build(parts);
    await app.sweeper.sweep();
    const ref = conversationRef(house.sealer, 'webchat', 'someone');
    expect(await app.conversations.transcript(ref)).toHaveLength(2);
  });

  test('a process that was away too long writes nothing', async () => {
    const { held } = await app.turns.receive('webchat', incoming('hola', 'slow'));
    house.clock.at += 31_000;
    await app.sweeper.sweep();
    if (!held) throw new Error('busy');
    expect(await app.turns.run(held)).toEqual([]);
    const ref = conversationRef(house.sealer, 'webchat', 'someone');
    expect(await app.conversations.transcript(ref)).toHaveLength(2);
  });

  test('a failure of ours is answered with the emergency numbers, and the next message goes on', async () => {
    const broken: Parts = {
      ...parts,
      reader: {
        ...parts.reader,
        understand: () => {
          throw new Error('broken');
        },
      },
    };
    build(broken);
    await say('hola');
    const ref = conversationRef(house.sealer, 'webchat', 'someone');
    const lines = await app.conversations.transcript(ref);
    expect(lines?.at(-1)?.activity.text).toContain('112');
    expect(errors).toHaveLength(1);
    build(parts);
    expect(asked(await say('hola'))).toHaveLength(1);
  });

  test('one that fails takes none of those that came with it', async () => {
    const understand: Parts['reader']['understand'] = (text, context) => {
      if (text === 'veneno') throw new Error('broken');
      return parts.reader.understand(text, context);
    };
    build({ ...parts, reader: { ...parts.reader, understand } });
    const first = await app.turns.receive('webchat', incoming('veneno', 'p-1'));
    await app.turns.receive('webchat', incoming('limón', 'p-2'));
    if (!first.held) throw new Error('busy');
    const reports = await app.turns.run(await app.conversations.refresh(first.held));
    expect(reports.at(-1)?.session.closed).toBe('safe-word');
    expect(errors).not.toHaveLength(0);
  });

  test.each([
    ['Flor de canela', []],
    ['casa 2345', []],
    ['romero', ['palabra secreta']],
  ])('one that fails and may be a word of hers or a code stands in no transcript: %s', async (secret, before) => {
    for (const text of ['hola', 'sí', 'palabra secreta', 'flor de canela', 'paraguas', ...before]) await say(text);
    const understand = () => {
      throw new Error('broken');
    };
    build({ ...parts, reader: { ...parts.reader, understand } });
    await say(secret);
    expect(errors).toHaveLength(1);
    const lines = await app.conversations.transcript(conversationRef(house.sealer, 'webchat', 'someone'));
    expect(lines?.at(-2)?.activity.text).toBe('•••');
  });

  test('a text of 64 KB is answered, and its beginning and end are kept', async () => {
    const long = `hola ${'a '.repeat(32_000)} mi marido me está pegando ahora`;
    const replies = await say(long);
    expect(replies[0]?.text).toMatch(/^.{0,40}112/s);
  });

  test('fifty at once are answered with one question', async () => {
    const first = await app.turns.receive('webchat', incoming('hola', 'f-0'));
    for (let count = 1; count < 50; count += 1) await app.turns.receive('webchat', incoming('x', `f-${count}`));
    if (!first.held) throw new Error('busy');
    const reports = await app.turns.run(await app.conversations.refresh(first.held));
    expect(asked(reports.flatMap(({ replies }) => replies))).toHaveLength(1);
  });

  test('asking for a person carries the answers and the transcript as a Bot Framework event', async () => {
    const events: Partial<Activity>[] = [];
    app.turns.adapter.use(async (context, next) => {
      context.onSendActivities(async (_context, activities, send) => {
        events.push(...activities.filter(({ type }) => type === 'event'));
        return send();
      });
      await next();
    });
    await say('hola');
    await say('sí');
    await say('quiero hablar con una persona');
    expect(events).toMatchObject([{ name: 'handoff.initiate', value: { language: 'es', safe: 'yes' } }]);
    const told: Activity[] = events[0]?.attachments?.[0]?.content.activities;
    expect(told.map(({ from, text }) => `${from.role}: ${text}`)).toEqual([
      'user: hola',
      expect.stringMatching(/^bot: /),
      'user: sí',
      expect.stringMatching(/^bot: /),
    ]);
  });
});
