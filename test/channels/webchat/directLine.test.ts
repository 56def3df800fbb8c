import { describe, expect, test } from '@jest/globals';
import { RumboError } from '../../../src/errors.js';
import { as, call } from './client.js';
import { moveIn, opened, room, serving } from './house.js';

const HOLA = { type: 'message', text: 'hola' };
const withId = (id: string) => ({ ...HOLA, channelData: { clientActivityID: id } });

moveIn();

const mine = () => as(serving.url, opened);

describe('opening', () => {
  test('needs no secret, no origin and no body', async () => {
    const { status, body } = await call(serving.url, 'POST', '/conversations');
    expect(status).toBe(201);
    const streamUrl = expect.stringMatching(
      /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/[\w-]{22}\/stream\?/,
    );
    expect(body).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1200,
      streamUrl,
    });
    expect(Buffer.from(body.conversationId, 'base64url')).toHaveLength(16);
  });

  test('a generated token opens its own conversation', async () => {
    const generated = await call(serving.url, 'POST', '/tokens/generate');
    const { headers } = as(serving.url, generated.body);
    const begun = await call(serving.url, 'POST', '/conversations', { headers });
    expect([generated.status, begun.status]).toEqual([200, 201]);
    expect(begun.body.conversationId).toBe(generated.body.conversationId);
  });

  test('other pages may ask before they call', async () => {
    const { status, headers } = await call(serving.url, 'OPTIONS', '/conversations');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')).toBe(
      'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
    );
  });
});

describe('messages', () => {
  test('an empty conversation has no activities', async () => {
    expect((await mine().get('/activities')).body).toEqual({ activities: [], watermark: '0' });
  });

  test('come back as an echo with the id that the sending gave', async () => {
    const sent = await mine().post('/activities', withId('a.1-b'));
    room.reply(opened.conversationId, 'Buenas');
    const { body } = await mine().get('/activities');
    expect(sent).toMatchObject({ status: 200, body: { id: `${opened.conversationId}|a.1-b` } });
    expect(body).toMatchObject({
      watermark: '2',
      activities: [
        {
          type: 'message',
          id: sent.body.id,
          text: 'hola',
          from: { id: 'person', role: 'user' },
          channelData: { clientActivityID: 'a.1-b' },
        },
        { id: `${opened.conversationId}|0000002`, text: 'Buenas', from: { id: 'bot', role: 'bot' }, locale: 'es' },
      ],
    });
  });

  test('sent twice with one client id are accepted once', async () => {
    const answers = [await mine().post('/activities', withId('x')), await mine().post('/activities', withId('x'))];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(room.accepted).toHaveLength(1);
  });

  test('without a usable client id get an id of their own', async () => {
    const ids = await Promise.all(
      [HOLA, withId('no spaces'), withId('y'.repeat(65))].map((m) => mine().post('/activities', m)),
    );
    expect(new Set(ids.map((answer) => answer.body.id)).size).toBe(3);
    expect(room.accepted).toHaveLength(3);
  });

  test('a watermark leaves out what was seen', async () => {
    for (const text of ['uno', 'dos', 'tres']) room.reply(opened.conversationId, text);
    const { body } = await mine().get('/activities?watermark=2');
    expect(body).toMatchObject({ activities: [{ text: 'tres' }], watermark: '3' });
  });

  test.each([
    '-',
    '-1',
    '1e3',
    '',
    '99999999999999999999',
    'null',
  ])('watermark "%s" shows everything', async (given) => {
    room.reply(opened.conversationId, 'uno');
    expect((await mine().get(`/activities?watermark=${given}`)).body.activities).toHaveLength(1);
  });

  test('entries that are no messages stay inside and move the watermark', async () => {
    room.add(opened.conversationId, { type: 'event', name: 'handoff.initiate', value: { inner: 1 } });
    expect((await mine().get('/activities')).body).toEqual({ activities: [], watermark: '1' });
  });

  test.each([
    'typing',
    'event',
    'conversationUpdate',
    'endOfConversation',
    'messageReaction',
    'what',
    undefined,
  ])('activity of type %s is answered kindly and goes no further', async (type) => {
    const answer = await mine().post('/activities', { type });
    expect(answer).toMatchObject({ status: 200, body: { id: expect.stringContaining(opened.conversationId) } });
    expect(room.accepted).toEqual([]);
  });
});

describe('what goes on inward', () => {
  const inward = async (payload: object) => {
    await mine().post('/activities', { type: 'message', ...payload });
    return room.accepted[0]?.activity;
  };

  test('a tap carries its tags', async () => {
    const value = { slot: 'need', value: 'housing', more: 'x' };
    expect(await inward({ text: 'Vivienda', value })).toMatchObject({
      text: 'Vivienda',
      value: { slot: 'need', value: 'housing' },
    });
  });

  test.each([
    [{ slot: 1 }],
    ['text'],
    [null],
    [{ slot: 'a', value: 'x'.repeat(201) }],
  ])('value %j is no tap', async (value) => {
    expect(await inward({ text: 'si', value })).not.toHaveProperty('value');
  });

  test('of an attachment only its kind', async () => {
    const attachments = [{ contentType: 'audio/ogg', contentUrl: 'data:audio/ogg;base64,AAAA', name: 'x.ogg' }, 7];
    expect((await inward({ attachments }))?.attachments).toEqual([
      { contentType: 'audio/ogg' },
      { contentType: 'application/octet-stream' },
    ]);
  });

  test('never what a client claims to be', async () => {
    const claimed = {
      from: { id: 'bot', role: 'bot' },
      conversation: { id: 'other' },
      channelId: 'console',
      id: 'mine',
    };
    expect(await inward({ text: 'hola', ...claimed })).toMatchObject({
      from: { id: 'person', role: 'user' },
      conversation: { id: opened.conversationId },
      channelId: 'webchat',
      id: expect.stringContaining(opened.conversationId),
    });
  });
});

describe('refusals', () => {
  const bodies: [string, string | object, number][] = [
    ['no JSON', '{', 400],
    ['a list', [HOLA], 400],
    ['null', 'null', 400],
    ['nothing', '', 400],
    ['a body over 256 KB', { ...HOLA, pad: 'x'.repeat(256 * 1024) }, 413],
    ['a text over 64 K', { ...HOLA, text: 'x'.repeat(65_537) }, 413],
  ];
  test.each(bodies)('%s', async (_label, body, status) => {
    const answer = await mine().post('/activities', body);
    expect(answer).toMatchObject({
      status,
      body: { error: { code: expect.any(String), message: expect.any(String) } },
    });
    expect(room.accepted).toEqual([]);
  });

  test('a text of 64 K is taken whole', async () => {
    expect((await mine().post('/activities', { ...HOLA, text: 'ñ'.repeat(65_536) })).status).toBe(200);
    expect(room.accepted[0]?.activity.text).toHaveLength(65_536);
  });

  test('503 when nothing could be written', async () => {
    room.accept = async () => {
      throw new RumboError('store_unavailable', 'The store does not answer.');
    };
    const answer = await mine().post('/activities', HOLA);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'ServiceUnavailable' } } });
  });

  test('an unexpected error tells the client nothing', async () => {
    room.accept = async () => {
      throw new Error('inner secret');
    };
    const answer = await mine().post('/activities', HOLA);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('inner');
    expect(room.errors).toHaveLength(1);
  });
});
