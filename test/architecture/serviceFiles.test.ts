import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const FOLDER = new URL('../../dist/src', import.meta.url).pathname;
const IMPORTED = /(?:from|import)\s?\(?"\.\/([\w-]+\.js)"/g;

/** The service as it is started: its first file and what that loads, now or later. */
function filesFrom(name: string, known = new Map<string, string>()): Map<string, string> {
  if (known.has(name)) return known;
  const text = readFileSync(join(FOLDER, name), 'utf8');
  known.set(name, text);
  for (const [, next = ''] of text.matchAll(IMPORTED)) filesFrom(next, known);
  return known;
}

const files = filesFrom('index.js');

test('the service is read in few files, those of both stores among them', () => {
  const names = [...files.keys()].map((name) => name.replace(/-.*/, ''));
  expect(names).toEqual(expect.arrayContaining(['index.js', 'start', 'redis', 'lmdb']));
  expect(names.length).toBeLessThan(20);
});

test.each([
  ['sign-in libraries of the SDK', /msal|MicrosoftAppCredentials/],
  ['a character that doubles the memory of its file', /[^\0-\xff]/],
  ['native parts before they are needed', /^import[^;]*"(lmdb|@node-rs\/argon2)"/m],
])('no file that every start reads has %s', (_what, sign) => {
  const always = [...files].filter(([name]) => !name.startsWith('lmdb'));
  expect(always.filter(([, text]) => sign.test(text)).map(([name]) => name)).toEqual([]);
});
