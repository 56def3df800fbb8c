import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MAX_RECORDING_BYTES, readRecordings } from '../../src/content/recordings.js';
import { createSounds } from '../../src/locale/sounds.js';

const NAME = 'housing.kind.text.ogg';
const text = (language: string, key: string) =>
  language === 'nl' && key === 'housing:kind.text' ? 'Which?' : undefined;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  mkdirSync(join(folder, 'locales/nl/audio'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, 'locales/nl/audio', name), content);
const codes = () => readRecordings(folder, text).issues.map(({ code, severity }) => `${severity} ${code}`);

test('a recording of a text as it is now can be heard at an address that changes with it', () => {
  put(NAME, 'sound');
  const asked = readRecordings(folder, text).issues[0]?.remedy ?? '';
  put('spoken.json', `{${/"housing[^}]*"[0-9a-f]{8}"/.exec(asked)?.[0]}}`);
  expect(codes()).toEqual([]);
  const sounds = createSounds(readRecordings(folder, text).recordings, 'https://chat.example.org');
  const url = sounds.url('nl', 'housing:kind.text');
  expect(url).toMatch(/^https:\/\/chat\.example\.org\/audio\/nl\/housing\.kind\.text\.ogg\?v=[0-9a-f]{8}$/);
  expect([sounds.has('nl'), sounds.has('es'), sounds.url('es', 'housing:kind.text')]).toEqual([true, false, undefined]);
});

test.each([
  ['nobody confirmed what it speaks', NAME, 'sound', '{}', 'warning recording-old'],
  ['the text was changed since', NAME, 'sound', `{"${NAME}":"00000000"}`, 'warning recording-old'],
  ['it is named after no text', 'housing.other.text.ogg', 'sound', '{}', 'error recording-name'],
  ['it is no recording', 'notes.txt', 'words', '{}', 'error recording-name'],
  ['it is empty', NAME, '', '{}', 'error recording-size'],
  ['it is too large', NAME, Buffer.alloc(MAX_RECORDING_BYTES + 1), '{}', 'error recording-size'],
  ['the list is none', NAME, 'sound', '[', 'error recording-list'],
])('not played, and said: %s', (_why, name, content, list, code) => {
  put(name, content);
  put('spoken.json', list);
  expect(codes()).toContain(code);
  expect(readRecordings(folder, text).recordings).toEqual([]);
});
