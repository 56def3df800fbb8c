import { describe, expect, test } from '@jest/globals';
import type { KeepMedia } from '../../../src/channels/webchat/index.js';
import { RumboError } from '../../../src/errors.js';
import { as, call } from './client.js';
import { moveIn, opened, restart, room, serving } from './house.js';

const ACTIVITY = 'application/vnd.microsoft.activity';

moveIn();

type Piece = [type: string, content: string, name?: string];

const upload = (body: BodyInit, headers = {}) => {
  const { headers: own } = as(serving.url, opened);
  const path = `/conversations/${opened.conversationId}/upload?userId=x`;
  return call(serving.url, 'POST', path, { headers: { ...own, ...headers }, body });
};
const send = (...pieces: Piece[]) => {
  const form = new FormData();
  for (const [type, content, name] of pieces)
    form.append(type === ACTIVITY ? 'activity' : 'file', new Blob([content], { type }), name);
  return upload(form);
};
const raw = (body: string) => upload(body, { 'Content-Type': 'multipart/form-data; boundary=b' });
const arrived = () => room.accepted[0]?.activity;

describe('an upload', () => {
  test('arrives as a message with its words, its id and the kinds of its files', async () => {
    const activity = { type: 'message', text: 'mira', channelData: { clientActivityID: 'u1' } };
    const { status, body } = await send(
      [ACTIVITY, JSON.stringify(activity)],
      ['image/jpeg', 'bytes', 'a.jpg'],
      ['audio/ogg', 'bytes', 'b.ogg'],
    );
    expect([status, body.id]).toEqual([200, `${opened.conversationId}|u1`]);
    expect(arrived()).toMatchObject({ text: 'mira', channelData: { medium: 'image' } });
    expect(arrived()?.attachments).toEqual([{ contentType: 'image/jpeg' }, { contentType: 'audio/ogg' }]);
  });

  test('sent twice is accepted once', async () => {
    const activity = JSON.stringify({ channelData: { clientActivityID: 'u1' } });
    for (const _ of [1, 2]) await send([ACTIVITY, activity], ['image/png', 'bytes', 'a.png']);
    expect(room.accepted).toHaveLength(1);
  });

  test.each([
    ['one file as the body itself', () => upload('bytes', { 'Content-Type': 'image/png' }), 'image/png'],
    ['a file whose words look like a header', () => send(['image/png', '\r\nContent-Type: x/y\r\n']), 'image/png'],
    ['a type in no form', () => upload('bytes', { 'Content-Type': 'pict<ure' }), 'application/octet-stream'],
    [
      'a part without file name',
      () => raw('--b\r\nContent-Disposition: form-data; name="f"\r\nContent-Type: audio/mp4\r\n\r\nx\r\n--b--'),
      'audio/mp4',
    ],
  ])('%s', async (_label, sent, contentType) => {
    expect((await sent()).status).toBe(200);
    expect(arrived()?.attachments).toEqual([{ contentType }]);
  });

  test.each<[string, () => Promise<{ status: number }>, number]>([
    ['no boundary', () => upload('x', { 'Content-Type': 'multipart/form-data' }), 400],
    ['an end that never comes', () => raw('--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx'), 400],
    ['an activity that is no JSON', () => send([ACTIVITY, '{']), 400],
    ['eleven files and more', () => send(...Array.from({ length: 13 }, (): Piece => ['image/png', 'x', 'x'])), 400],
    ['more than 4 MB', () => send(['image/png', 'x'.repeat(4 * 1024 * 1024), 'x']), 413],
  ])('%s is refused', async (_label, sent, status) => {
    expect((await sent()).status).toBe(status);
    expect(room.accepted).toEqual([]);
  });

  test('nothing in it breaks the reader', async () => {
    const whole =
      '--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: a/b\r\n\r\nx\r\n--b--\r\n';
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const { status } = await raw(whole.slice(0, cut));
      expect([200, 400]).toContain(status);
    }
  });
});

describe('a shelf for files', () => {
  const FILE: Piece = ['image/png', 'bytes', 'a.png'];

  const useShelf = async (keepMedia: KeepMedia) => {
    room.keepMedia = keepMedia;
    await restart();
  };

  test('knows a file again that comes once more with its message', async () => {
    const ids: string[] = [];
    await useShelf(async (_identity, bytes, contentType, id) => {
      ids.push(id);
      return { id, contentType, size: bytes.length };
    });
    const activity = JSON.stringify({ channelData: { clientActivityID: 'u1' } });
    for (const _time of [1, 2]) await send([ACTIVITY, activity], FILE, FILE);
    await send(FILE);
    expect([ids.length, new Set(ids).size]).toEqual([5, 3]);
  });

  test('is given each, and its answer stands in the message', async () => {
    await useShelf(async (identity, bytes, type) => {
      expect([identity, bytes.toString(), type]).toEqual([opened.conversationId, 'bytes', 'image/png']);
      return { id: 'kept-1', contentType: 'image/jpeg', size: 5 };
    });
    await send(FILE);
    expect(arrived()?.attachments).toEqual([{ contentType: 'image/jpeg', content: { id: 'kept-1' } }]);
  });

  test('that refuses a file does not lose the message', async () => {
    await useShelf(() => Promise.reject(new Error('too strange')));
    expect((await send(FILE)).status).toBe(200);
    expect(arrived()?.attachments).toEqual([{ contentType: 'image/png' }]);
    expect(room.errors).toHaveLength(1);
  });

  test('that takes none before the conversation has begun does not count as failing', async () => {
    await useShelf(() => Promise.reject(new RumboError('media_refused', 'Expected a conversation; came none.')));
    expect((await send(FILE)).status).toBe(200);
    expect([arrived()?.attachments, room.errors]).toEqual([[{ contentType: 'image/png' }], []]);
  });

  test('that cannot be reached: nothing was accepted', async () => {
    await useShelf(() => Promise.reject(new RumboError('store_unavailable', 'The store does not answer.')));
    expect((await send(FILE)).status).toBe(503);
    expect(room.accepted).toEqual([]);
  });

  test('cannot be pointed into by a client', async () => {
    const attachments = [{ contentType: 'image/png', content: { id: 'somebody-elses' } }];
    await as(serving.url, opened).post('/activities', { type: 'message', attachments });
    expect(arrived()?.attachments).toEqual([{ contentType: 'image/png' }]);
  });
});
