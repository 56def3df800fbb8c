import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { as, call, type Opened } from './client.js';
import { Room, type Serving, serve } from './server.js';

const MINUTE = 60_000;
const OURS = 'https://ours.example';

let room: Room;
let serving: Serving;
let opened: Opened & { streamUrl: string };
let sockets: WebSocket[];

const begin = async (headers = {}) => (await call(serving.url, 'POST', '/conversations', { headers })).body;

beforeEach(async () => {
  room = new Room();
  serving = await serve(room);
  opened = await begin();
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await serving.stop();
});

type News = { activities: { text: string }[]; watermark: string };

/** A stream that is open, with what comes over it, set by set. */
async function listen(url: string, options = {}) {
  const socket = new WebSocket(url, options);
  sockets.push(socket);
  const waiting: string[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    waiting.push(String(data));
    wake();
  });
  await once(socket, 'open');
  const next = async (): Promise<News> => {
    while (waiting.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return JSON.parse(waiting.shift() ?? '');
  };
  return { socket, next, texts: async () => (await next()).activities.map(({ text }) => text) };
}

/** @returns the HTTP status of a stream that was refused; 101 where it was not */
async function refused(url: string, options = {}): Promise<number> {
  const socket = new WebSocket(url, options);
  sockets.push(socket);
  socket.on('error', () => {});
  const opens = once(socket, 'open').then(() => 101);
  const refuses = once(socket, 'unexpected-response').then(([, response]) => response.statusCode);
  return Promise.any([opens, refuses]);
}

const closed = async (socket: WebSocket) => (await once(socket, 'close'))[0];
const again = async (watermark: string) =>
  (await as(serving.url, opened).get(`?watermark=${watermark}`)).body.streamUrl;

describe('a stream over websocket', () => {
  test('what was said before comes first, then news as they happen', async () => {
    room.reply(opened.conversationId, 'uno');
    const stream = await listen(opened.streamUrl);
    expect(await stream.texts()).toEqual(['uno']);
    room.reply(opened.conversationId, 'dos');
    expect(await stream.next()).toMatchObject({ activities: [{ text: 'dos' }], watermark: '2' });
  });

  test.each([
    ['1', ['dos']],
    ['', ['uno', 'dos']],
    ['-', ['uno', 'dos']],
    ['undefined', ['uno', 'dos']],
  ])('after a reconnect with watermark "%s"', async (watermark, expected) => {
    for (const text of ['uno', 'dos']) room.reply(opened.conversationId, text);
    const stream = await listen(await again(watermark));
    expect(await stream.texts()).toEqual(expected);
  });

  test('a long history arrives whole and in order', async () => {
    const all = Array.from({ length: 250 }, (_, index) => `m${index}`);
    for (const text of all) room.reply(opened.conversationId, text);
    const { texts } = await listen(opened.streamUrl);
    expect([...(await texts()), ...(await texts()), ...(await texts())]).toEqual(all);
  });

  test.each<[string, () => unknown, number]>([
    ['she leaves', () => as(serving.url, opened).del(), 1000],
    ['she erases everything', () => room.erase(opened.conversationId), 1000],
    ['the service stops', () => serving.stop(), 1001],
  ])('ends when %s', async (_label, happens, code) => {
    const { socket } = await listen(opened.streamUrl);
    const end = closed(socket);
    await happens();
    expect(await end).toBe(code);
  });

  test('ends before its token does', async () => {
    const { socket } = await listen(opened.streamUrl);
    room.now += 19 * MINUTE;
    room.reply(opened.conversationId, 'uno');
    expect(await closed(socket)).toBe(1000);
  });

  test('ends for a client that talks much, or at length', async () => {
    const [much, long] = [await listen(opened.streamUrl), await listen(await again('0'))];
    for (let times = 0; times < 20; times += 1) much.socket.send('');
    room.reply(opened.conversationId, 'uno');
    expect(await much.texts()).toEqual(['uno']);
    for (let times = 0; times < 1000; times += 1) much.socket.send('');
    expect(await closed(much.socket)).toBe(1008);
    long.socket.send('x'.repeat(1025));
    expect(await closed(long.socket)).toBe(1009);
  });

  test('four at most in one conversation, of either kind', async () => {
    const path = `/conversations/${opened.conversationId}/stream`;
    await fetch(`${serving.url}/v3/directline${path}`, { headers: as(serving.url, opened).headers });
    for (let times = 0; times < 3; times += 1) await listen(await again('0'));
    expect(await refused(await again('0'))).toBe(429);
  });
});

describe('its address', () => {
  const change = (part: RegExp, to: string) => opened.streamUrl.replace(part, to);

  test.each<[string, () => string | Promise<string>, number]>([
    ['without a ticket', () => change(/&t=.*/, ''), 403],
    ['with an altered one', () => change(/....$/, 'AAAA'), 403],
    ['with a token', () => change(/&t=.*/, `&t=${opened.token}`), 403],
    ['of another conversation', async () => change(/&t=.*/, /&t=.*/.exec((await begin()).streamUrl)?.[0] ?? ''), 404],
    ['of none', () => change(/conversations\/[\w-]+/, `conversations/${'A'.repeat(22)}`), 404],
    ['elsewhere', () => change(/stream\?/, 'streams?'), 404],
  ])('%s opens nothing', async (_label, url, status) => {
    expect(await refused(await url())).toBe(status);
  });

  test('opens one stream, within a minute, and never after leaving', async () => {
    await listen(opened.streamUrl);
    expect(await refused(opened.streamUrl)).toBe(403);
    const [late, left] = [await again('0'), await again('0')];
    await as(serving.url, opened).del();
    expect(await refused(left)).toBe(404);
    room.now += MINUTE + 1000;
    expect(await refused(late)).toBe(403);
  });

  test('opens none at another process where it opened one here', async () => {
    const { port } = new URL(serving.url);
    const other = await serve(room);
    await listen(opened.streamUrl);
    expect(await refused(opened.streamUrl.replace(port, new URL(other.url).port))).toBe(403);
    await other.stop();
  });

  test('is a token no more than a token is an address', async () => {
    const token = new URL(opened.streamUrl).searchParams.get('t') ?? '';
    expect((await as(serving.url, { ...opened, token }).get('/activities')).status).toBe(403);
  });

  test('belongs to the page it was made for', async () => {
    const { streamUrl } = await begin({ Origin: OURS });
    expect(await refused(streamUrl, { origin: 'https://theirs.example' })).toBe(403);
    const { streamUrl: other } = await begin({ Origin: OURS });
    await listen(other, { origin: OURS });
  });

  test('leads to the public address where there is one', async () => {
    await serving.stop();
    room.publicUrl = 'https://help.example';
    serving = await serve(room);
    expect((await begin()).streamUrl).toMatch(/^wss:\/\/help\.example\/v3\/directline\//);
  });
});

test('an upgrade to something else, or by hand, harms nobody', async () => {
  for (const lines of [
    'GET / HTTP/1.1\r\nUpgrade: h2c',
    `GET ${opened.streamUrl.slice(opened.streamUrl.indexOf('/v3'))} HTTP/1.1\r\nUpgrade: websocket`,
  ]) {
    const socket = connect(Number(new URL(serving.url).port), '127.0.0.1');
    socket.write(`${lines}\r\nHost: x\r\nConnection: Upgrade\r\n\r\n`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /);
    socket.destroy();
  }
  expect((await as(serving.url, opened).get('/activities')).status).toBe(200);
});

test('whoever is refused and does not hang up is hung up on', async () => {
  await serving.stop();
  let held: Socket | undefined;
  serving = await serve(room, (server) =>
    server.server.on('connection', (connection: Socket) => {
      held = connection;
    }),
  );
  const socket = connect({ port: Number(new URL(serving.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.write('GET / HTTP/1.1\r\nUpgrade: websocket\r\nHost: x\r\nConnection: Upgrade\r\n\r\n');
  await once(socket, 'data');
  if (held && !held.destroyed) await once(held, 'close');
  expect(held?.destroyed).toBe(true);
  socket.destroy();
});

test('a stream whose client answers nothing does not hold a stop up', async () => {
  const { socket } = await listen(opened.streamUrl);
  socket.pause();
  await serving.stop();
  expect(await call(serving.url, 'GET', '/').catch(() => 'gone')).toBe('gone');
}, 10_000);
