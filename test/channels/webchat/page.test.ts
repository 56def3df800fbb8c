import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type PageOptions, servePage } from '../../../src/channels/webchat/index.js';
import { Room, type Serving, serve } from './server.js';

const HTML = `<html data-exit="https://a.example/" data-lines="112"><!--style--><script id="texts">{}</script>
<!--script--><h1><!--name-->Chat</h1><!--whatsapp--></html>`;
const FILES = {
  'chat/index.html': HTML,
  'chat/chat.css': 'p{color:red}',
  'chat/chat.js': 'start()',
  'chat/icon.svg': '<svg/>',
  'chat/later/keep.js': 'export{}',
  'embed/embed.js': 'embed()',
};

let folder: string;
let serving: Serving | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rumbo-page-'));
  for (const name of ['chat/later', 'embed', 'es', 'fr']) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
});
afterEach(() => serving?.stop());

async function get(
  path: string,
  options: PageOptions = {},
  headers: Record<string, string> = {},
  room = new Room(),
): Promise<Response> {
  serving = await serve(room, (server) => servePage(server, folder, options));
  return fetch(serving.url + path, { headers });
}

test('the page runs only its own script and is kept nowhere', async () => {
  const { headers } = await get('/');
  const policy = headers.get('content-security-policy') ?? '';
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(policy).toContain(
    `default-src 'none'; script-src 'self' ${hash('start()')}; style-src ${hash('p{color:red}')};`,
  );
  expect(policy).toContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('whoever only fetches the page, such as a preview of its link, begins nothing and gets no cookie', async () => {
  const room = new Room();
  const { status, headers } = await get('/', {}, {}, room);
  expect([status, headers.get('set-cookie'), room.accepted]).toEqual([200, null, []]);
});

test('an installation fills in its own name, exit, lines and WhatsApp', async () => {
  const whatsappUrl = 'https://wa.me/32400000000';
  const options = { name: 'A & <b>', exitUrl: 'https://b.example/', lines: ['112', '999'], whatsappUrl };
  const html = await (await get('/', options)).text();
  expect(html).toContain('A &#38; &#60;b&#62;</h1>');
  expect(html).toContain('data-exit="https://b.example/"');
  expect(html).toContain('data-lines="112 999"');
  expect(html).toContain(`href="${whatsappUrl}"`);
});

test('a first visit is one page: style, script and Spanish words stand in it', async () => {
  writeFileSync(join(folder, 'es/web.json'), '{"exit":"</script>Salir"}');
  const html = await (await get('/', { locales: folder })).text();
  expect(html).toContain('<style>p{color:red}</style>');
  expect(html).toContain('<script type="module">start()</script>');
  expect(html).toContain('<script id="texts">{"exit":"\\u003c/script>Salir"}</script>');
});

test('who may frame it can be said, and only then there is a script for it', async () => {
  const framed = await get('/', { frameAncestors: 'https://a.example' });
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://a.example;');
  const script = await fetch(`${framed.url}embed.js`);
  expect([script.status, script.headers.get('cross-origin-resource-policy')]).toEqual([200, 'cross-origin']);
  await serving?.stop();
  expect((await get('/embed.js')).status).toBe(404);
});

test.each([
  ['later/keep.js', 'text/javascript; charset=utf-8', 'export{}'],
  ['icon.svg', 'image/svg+xml', '<svg/>'],
])('%s is served as what it is, and not twice', async (name, type, content) => {
  const first = await get(`/chat/${name}`);
  expect(first.headers.get('content-type')).toBe(type);
  expect(await first.text()).toBe(content);
  const again = await fetch(first.url, { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test('a language without words of its own is missing, the others are there', async () => {
  writeFileSync(join(folder, 'es/web.json'), '{}');
  writeFileSync(join(folder, 'fr/web.json'), '{"send":"Envoyer"}');
  const found = await get('/chat/texts/fr.json', { locales: folder });
  expect(await found.json()).toEqual({ send: 'Envoyer' });
  const missing = await fetch(found.url.replace('fr.json', 'nl.json'));
  expect(missing.status).toBe(404);
});

test.each([
  '/chat/',
  '/chat/index.html',
  '/chat/chat.js',
  '/chat/..%2f..%2fpackage.json',
  '/chat/texts/xx.json',
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});
