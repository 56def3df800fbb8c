import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RumboError } from '../../../src/errors.js';
import { as, call } from './client.js';
import { Room, type Serving, serve } from './server.js';

const SECRET = 'a-secret-that-only-the-page-knows';
const HOLA = { type: 'message', text: 'hola', channelData: { clientActivityID: 'first' } };

let room: Room;
let serving: Serving;

beforeEach(async () => {
  room = new Room();
  room.onAccepted = ({ identity }) => room.reply(identity, '¿Qué quieres ver primero?');
  serving = await serve(room);
});
afterEach(() => serving.stop());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  call(serving.url, 'POST', '/conversations', { headers, body: JSON.stringify(body) });
const begin = (more = {}, headers = {}) => post({ begin: { secret: SECRET, activity: HOLA, ...more } }, headers);

describe('a conversation that begins with her first message', () => {
  test('is answered with the token, her message and the first question', async () => {
    const { status, body } = await begin();
    expect([status, body.watermark]).toEqual([201, '2']);
    expect(body.activities.map(({ text }: { text: string }) => text)).toEqual(['hola', '¿Qué quieres ver primero?']);
    expect(body.activities[0].id).toBe(`${body.conversationId}|first`);
    expect((await as(serving.url, body).get('/activities')).body.activities).toEqual(body.activities);
  });

  test('tried again is the same conversation, the same message and the same answer', async () => {
    const [first, second] = [await begin(), await begin()];
    expect(second.body.conversationId).toBe(first.body.conversationId);
    expect(second.body.activities).toEqual(first.body.activities);
    expect(room.accepted).toHaveLength(1);
  });

  test('is known by another name than its secret, and another secret begins another', async () => {
    const [one, two] = [await begin(), await begin({ secret: `${SECRET}2` })];
    expect(one.body.conversationId).toMatch(/^[\w-]{22}$/);
    expect(two.body.conversationId).not.toBe(one.body.conversationId);
    expect(two.body.activities).toHaveLength(2);
    const byId = await begin({ secret: one.body.conversationId });
    expect(byId.body.conversationId).not.toBe(one.body.conversationId);
  });

  test('leaves our own page a cookie that holds no token, and a frame a handle and no cookie', async () => {
    const page = await begin({}, { 'Sec-Fetch-Site': 'same-origin' });
    expect(page.headers.get('set-cookie')).toMatch(/^handle=.*HttpOnly; SameSite=Strict$/);
    expect(page.headers.get('set-cookie')).not.toContain(page.body.token);
    const frame = await post(
      { embed: true, begin: { secret: SECRET, activity: HOLA } },
      { 'Sec-Fetch-Site': 'same-origin' },
    );
    expect([typeof frame.body.handle, frame.headers.get('set-cookie')]).toEqual([
      'string',
      expect.stringContaining('Max-Age=0'),
    ]);
  });

  test('comes without an answer where there is none to wait for', async () => {
    room.onAccepted = ({ identity }) => room.erase(identity);
    const { status, body } = await begin();
    expect([status, body.activities, body.watermark]).toEqual([201, [], '0']);
  });

  test('does not begin again once she left it', async () => {
    const { body } = await begin();
    await as(serving.url, body).del();
    expect((await begin()).status).toBe(404);
    expect(room.accepted).toHaveLength(1);
  });

  test('is refused while too much is under way, and taken when tried again', async () => {
    const accept = room.accept;
    room.accept = async () => {
      throw new RumboError('overloaded', 'busy');
    };
    expect((await begin()).status).toBe(503);
    room.accept = accept;
    expect((await begin()).body.activities).toHaveLength(2);
  });

  test('belongs to the page that began it', async () => {
    const { body } = await begin({}, { Origin: 'https://one.example' });
    const headers = { ...as(serving.url, body).headers, Origin: 'https://two.example' };
    expect((await call(serving.url, 'POST', '/tokens/refresh', { headers })).status).toBe(403);
  });
});

test.each([
  ['a secret that could be guessed', { secret: 'short' }],
  ['a secret of other signs', { secret: `${SECRET}:` }],
  ['a secret that is no text', { secret: [SECRET] }],
  ['something else than a message', { activity: { type: 'typing' } }],
  ['no activity', { activity: null }],
])('%s begins nothing: the conversation is empty as any that was opened', async (_, more) => {
  const { status, body } = await begin(more);
  expect([status, body.activities]).toEqual([201, undefined]);
  expect(room.accepted).toEqual([]);
});

describe('where too many conversations begin from one address', () => {
  beforeEach(() => {
    room.mayBegin = (text) => text === 'me va a matar';
  });

  test('one more is refused for now, and nothing is accepted', async () => {
    const { status, headers } = await begin();
    expect([status, room.accepted.length]).toEqual([429, 0]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a token for later is one more too', async () => {
    expect((await call(serving.url, 'POST', '/tokens/generate')).status).toBe(429);
  });

  test('danger is heard', async () => {
    expect((await begin({ activity: { ...HOLA, text: 'me va a matar' } })).status).toBe(201);
  });

  test('one that has begun goes on', async () => {
    room.mayBegin = () => true;
    const { body } = await begin();
    room.mayBegin = () => false;
    expect((await post({}, { Authorization: `Bearer ${body.token}` })).status).toBe(201);
  });
});
