import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mountAudio } from '../../src/server/audio.js';
import { openRoom } from './room.js';

const NAME = 'housing.kind.text.ogg';
const folder = mkdtempSync(join(tmpdir(), 'audio-'));
let room: Awaited<ReturnType<typeof openRoom>>;
beforeAll(async () => {
  const file = join(folder, NAME);
  writeFileSync(file, '0123456789');
  const recording = { language: 'nl', key: 'housing:kind.text', name: NAME, file, type: 'audio/ogg', version: 'a' };
  room = await openRoom((server) => mountAudio(server, [recording as never]));
});
afterAll(async () => {
  await room.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, range?: string) => fetch(room.url + path, { headers: range ? { range } : {} });

test('a recording may be kept for ever, and sets no cookie', async () => {
  const answer = await get(`/audio/nl/${NAME}?v=a`);
  expect(await answer.text()).toBe('0123456789');
  expect(answer.headers.get('content-type')).toBe('audio/ogg');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test.each([
  ['bytes=0-1', 206, '01', 'bytes 0-1/10'],
  ['bytes=8-', 206, '89', 'bytes 8-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=5-900', 206, '56789', 'bytes 5-9/10'],
  ['bytes=90-99', 200, '0123456789', null],
  ['bytes=3-1', 200, '0123456789', null],
  ['bytes=-', 200, '0123456789', null],
  ['words=1-2', 200, '0123456789', null],
])('%s', async (range, status, body, part) => {
  const answer = await get(`/audio/nl/${NAME}`, range);
  expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([status, body, part]);
});

test.each([
  '/audio/nl/other.ogg',
  '/audio/es/housing.kind.text.ogg',
  '/audio/nl/..%2f..%2fpackage.json',
  '/audio/',
])('nothing else is served: %s', async (path) => {
  expect((await get(path)).status).toBe(404);
});
