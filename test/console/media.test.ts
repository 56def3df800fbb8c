import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { RumboError } from '../../src/errors.js';
import { administratorOf, type RunningConsole, startConsole, type Visitor } from '../support/consoleHouse.js';
import { PDF, PNG } from '../support/pictures.js';

const FILES: Record<number, { contentType: string; bytes: Buffer } | 'media_refused' | 'media_unavailable'> = {
  1: { contentType: 'image/png', bytes: PNG },
  2: { contentType: 'application/pdf', bytes: PDF },
  3: 'media_refused',
  4: 'media_unavailable',
};
const asked: number[] = [];
let running: RunningConsole;
let coordinator: Visitor;
beforeEach(async () => {
  asked.length = 0;
  running = await startConsole({
    openMedia: async (_id, line) => {
      asked.push(line);
      const file = FILES[line];
      if (typeof file === 'string') throw new RumboError(file, 'x');
      return file;
    },
  });
  coordinator = await administratorOf(running);
});
afterEach(() => running.stop());

const ID = 'conversation-000000001';
const open = (line: number | string, cookie = coordinator.cookie) =>
  fetch(`${running.url}/console/api/cases/${ID}/media/${line}`, { headers: { cookie } });

test.each([
  { line: 1, type: 'image/png', bytes: PNG, place: 'inline; filename="file.png"' },
  { line: 2, type: 'application/pdf', bytes: PDF, place: 'attachment; filename="file.pdf"' },
])('$type is served so that it can do nothing', async ({ line, type, bytes, place }) => {
  const response = await open(line);
  expect([response.status, Buffer.from(await response.arrayBuffer())]).toEqual([200, bytes]);
  const { headers } = response;
  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('content-disposition')).toBe(place);
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.* sandbox$/);
  expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
});

test.each([
  [3, 415, 'media_refused'],
  [4, 410, 'media_gone'],
  [5, 404, 'not_found'],
  [0, 404, 'not_found'],
  ['1e3', 404, 'not_found'],
  ['12345678901', 404, 'not_found'],
])('line %s: %d %s', async (line, status, code) => {
  const response = await open(line);
  expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
});

test('nobody opens a file who is not signed in', async () => {
  expect((await open(1, '')).status).toBe(401);
  expect(asked).toEqual([]);
});

test('an opening is written down', async () => {
  const deeds = async () => (await running.deeds()).filter((deed) => deed === 'media-opened').length;
  await open(1);
  await open(4);
  expect(await deeds()).toBe(2);
});
