import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { createEventReader, type ServerEvent } from '../../../web/chat/sse.js';
import { as } from './client.js';
import { moveIn, opened, restart, room, serving } from './house.js';

moveIn();

const request = (watermark = '', signal?: AbortSignal) => {
  const url = `${serving.url}/v3/directline/conversations/${opened.conversationId}/stream?watermark=${watermark}`;
  return fetch(url, { headers: as(serving.url, opened).headers, ...(signal && { signal }) });
};

/** Events of a stream, one by one, until it ends. */
async function* events(response: Response): AsyncGenerator<ServerEvent> {
  const [read, decoder] = [createEventReader(), new TextDecoder()];
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
    yield* read(decoder.decode(chunk, { stream: true }));
}

const textsOf = (event: ServerEvent | undefined) =>
  JSON.parse(event?.data ?? '{}').activities.map((activity: { text: string }) => activity.text);

test('what was said before comes first, then news as they happen', async () => {
  room.reply(opened.conversationId, 'uno');
  const stream = events(await request());
  expect(textsOf((await stream.next()).value)).toEqual(['uno']);
  room.reply(opened.conversationId, 'dos');
  expect(textsOf((await stream.next()).value)).toEqual(['dos']);
});

test('it goes on after a watermark', async () => {
  for (const text of ['uno', 'dos']) room.reply(opened.conversationId, text);
  const first = (await events(await request('1')).next()).value;
  expect(textsOf(first)).toEqual(['dos']);
  expect(JSON.parse(first?.data ?? '').watermark).toBe('2');
});

test('a long history arrives whole and in order', async () => {
  const all = Array.from({ length: 250 }, (_, index) => `m${index}`);
  for (const text of all) room.reply(opened.conversationId, text);
  const stream = events(await request());
  const parts = [await stream.next(), await stream.next(), await stream.next()];
  expect(parts.flatMap((part) => textsOf(part.value))).toEqual(all);
});

test('leaving and erasing end it', async () => {
  const stream = events(await request());
  room.erase(opened.conversationId);
  expect((await stream.next()).value).toEqual({ event: 'end', data: '{}' });
  expect((await stream.next()).done).toBe(true);
});

test('it ends in good order before its token does', async () => {
  const stream = events(await request());
  room.now += 26 * 60_000;
  room.reply(opened.conversationId, 'uno');
  expect([(await stream.next()).value?.event, (await stream.next()).value?.event]).toEqual(['activities', 'renew']);
});

test('one conversation holds four streams at most', async () => {
  const responses = await Promise.all(Array.from({ length: 5 }, () => request()));
  expect(responses.map((response) => response.status).sort()).toEqual([200, 200, 200, 200, 429]);
});

test('a client that is gone before its stream begins takes no place', async () => {
  let answering: ServerResponse | undefined;
  await restart((server) =>
    server.pre((_request, response, next) => {
      answering = response;
      next();
    }),
  );
  for (let times = 0; times < 4; times += 1) {
    const leaving = new AbortController();
    room.onAsked = () => {
      leaving.abort();
      return answering && once(answering, 'close');
    };
    await expect(request('', leaving.signal)).rejects.toThrow();
  }
  room.onAsked = () => undefined;
  expect((await request()).status).toBe(200);
});
