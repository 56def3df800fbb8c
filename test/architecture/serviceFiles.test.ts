import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { nominatim_object, opening_hours } from 'opening_hours';

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
  ["restify's readers of forms and signatures", /formidable|sshpk/],
  ['native parts before they are needed', /^import[^;]*"(lmdb|@node-rs\/argon2)"/m],
])('no file that every start reads has %s', (_what, sign) => {
  const always = [...files].filter(([name]) => !name.startsWith('lmdb'));
  expect(always.filter(([, text]) => sign.test(text)).map(([name]) => name)).toEqual([]);
});

const BELGIUM: nominatim_object = { lat: 50.85, lon: 4.35, address: { country_code: 'be', state: '' } };
const require = createRequire(import.meta.url);
const library = require('opening_hours') as typeof opening_hours;
const beside = require(join(FOLDER, 'opening_hours.cjs')) as typeof opening_hours;

/** What a library reads in a text: its clean form, its warnings, and every change of one year. */
function read(Hours: typeof opening_hours, text: string): unknown {
  try {
    const hours = new Hours(text, BELGIUM);
    const changes = hours.getOpenIntervals(new Date(2026, 0, 1), new Date(2027, 0, 1));
    return [hours.prettifyValue(), hours.getWarnings(), changes.map(([from, to]) => [+from, +to])];
  } catch (error) {
    return String(error);
  }
}

test.each([
  'Mo-Fr 09:00-12:30,13:30-17:00; PH off',
  'Mo–Fr 9h‑17h',
  'lundi à vendredi 09:00-12:00; jours fériés fermé',
  'maandag tot vrijdag 9:00～17:00 “op afspraak”',
  '«miércoles» 10:00→18:00',
  'Mo-Fr 09:00-17:00 ␣ || "por teléfono"',
  'пн-пт 09:00—17:00',
])('hours are read from the smaller file as from the library: %s', (text) => {
  expect(read(beside, text)).toEqual(read(library, text));
});
