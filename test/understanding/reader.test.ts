import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { createReader, type Reader } from '../../src/understanding/index.js';

const PATIENCE_MS = 30_000;
const NOON = new Date(2026, 10, 25, 12).getTime();
const folder = mkdtempSync(join(tmpdir(), 'reader-'));
let reader: Reader;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('../../src/understanding/answers/worker.ts', import.meta.url));
  const outfile = join(folder, 'worker.cjs');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' });
  // Other tests may have the cores meanwhile.
  reader = createReader(outfile, PATIENCE_MS);
});

afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ['tengo veintitrés', 'es', 23],
  ['mille deux cents', 'fr', 1200],
  ['drieëntwintig', 'nl', 23],
  ['tweehonderdvijftig', 'nl', 250],
  ['2 crianças', 'pt', 2],
  ['three', 'en', 3],
  ['tengo dos hijos', 'es', 2],
  ['si, una niña de 5 años', 'es', 1],
  ['ja, twee, van 4 en 7 jaar', 'nl', 2],
  ['muchos', 'es', undefined],
] as const)('number: %s', async (text, language, number) => {
  expect(await reader.number(text, language)).toBe(number);
});

test.each([
  ['mañana a las 10', 'es', { day: '2026-11-26', times: ['10:00', '22:00'] }],
  ['demain à 14h', 'fr', { day: '2026-11-26', times: ['14:00'] }],
  ['tomorrow at 3pm', 'en', { day: '2026-11-26', times: ['15:00'] }],
  ['morgen om 10 uur', 'nl', { day: '2026-11-26', times: ['10:00'] }],
  ['overmorgen', 'nl', { day: '2026-11-27', times: [] }],
  ['amanhã às 15h', 'pt', { day: '2026-11-26', times: ['15:00'] }],
  ['depois de amanhã', 'pt', { day: '2026-11-27', times: [] }],
  ['15/03/2027', 'nl', { day: '2027-03-15', times: [] }],
  ['no sé', 'es', undefined],
] as const)('date: %s', async (text, language, date) => {
  expect(await reader.date(text, language, NOON)).toEqual(date);
});

test('phones become E.164, other digits are none', async () => {
  expect(await reader.phone('mi número es 0470 12 34 56')).toBe('+32470123456');
  expect(await reader.phone('pago 1200 euros')).toBeUndefined();
});

test('only a whole message is yes or no', async () => {
  expect(await reader.yesNo('sí', 'es')).toBe('yes');
  expect(await reader.yesNo('si me pegan puedo llamar', 'es')).toBeUndefined();
  expect(await reader.yesNo('not sure', 'en')).toBeUndefined();
});

test('long answers are not read', async () => {
  expect(await reader.number('1 '.repeat(2000), 'es')).toBeUndefined();
});

test('a broken worker answers with nothing and is started anew', async () => {
  const script = join(folder, 'broken.cjs');
  writeFileSync(script, 'throw new Error()');
  const broken = createReader(script);
  expect(await broken.number('2', 'es')).toBeUndefined();
  expect(await broken.number('2', 'es')).toBeUndefined();
  await broken.close();
});
