import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { examplesFrom, examplesSchema } from '../../src/understanding/examples.js';
import { createUnderstanding, learn, readData, readExamples } from '../../src/understanding/index.js';
import { buildUnderstanding, loadUnderstanding } from '../../src/understanding/product.js';
import { inProject, meaningOf, sources } from './known.js';

const folder = mkdtempSync(join(tmpdir(), 'understanding-'));
afterAll(() => rmSync(folder, { recursive: true }));

const data = readData(sources);
const some = readExamples(sources).filter((_, index) => index % 40 === 0);

test('the same examples give the same bytes', () => {
  const [one, other] = [learn(data, some), learn(data, some)];
  expect(Buffer.from(one.meaning.weights).equals(Buffer.from(other.meaning.weights))).toBe(true);
  expect(one.meaning.biases).toEqual(other.meaning.biases);
});

test('an example teaches what words and rules do not know', () => {
  const text = 'flurbo zint grabbelwok';
  expect(meaningOf(text).danger).toBe('none');
  const taught = Array.from({ length: 5 }, () => ({ text, language: 'nl' as const, danger: 'suicide' as const }));
  const { understand } = createUnderstanding(data, learn(data, [...some, ...taught]));
  expect(understand(text, {})).toMatchObject({ danger: 'suicide' });
  expect(understand(text, {}).because).toContain('examples:suicide');
});

test('labels of examples: danger, needs, none and harmless', () => {
  const keys = { 'suicide mental-health': ['a'], immediate: ['b'], legal: ['c'], none: ['d'], harmless: ['e'] };
  expect(examplesFrom({ en: keys }).map(({ danger, needs }) => [danger, needs])).toEqual([
    ['suicide', ['mental-health']],
    ['immediate', undefined],
    ['none', ['legal']],
    ['none', []],
    ['none', undefined],
  ]);
  expect(examplesSchema.safeParse({ leagl: 'a' }).success).toBe(false);
});

test('every language has examples of everything', () => {
  const examples = readExamples(sources);
  for (const language of LANGUAGES) {
    const own = examples.filter((example) => example.language === language);
    expect(own.length).toBeGreaterThan(1_500);
    for (const danger of ['immediate', 'suicide', 'none'])
      expect(own.filter((example) => example.danger === danger).length).toBeGreaterThan(200);
  }
});

test('the build writes a product that is used while it fits, and is not trusted when broken', () => {
  const file = join(folder, 'understanding.bin');
  buildUnderstanding(sources, file, inProject('dist/understanding.bin'));
  expect(statSync(file).size).toBeLessThan(6_000_000);
  const message = 'mi jefe no me paga';
  expect(loadUnderstanding(sources, file).understand(message, {})).toEqual(meaningOf(message));
  writeFileSync(file, readFileSync(file).subarray(0, 1_000));
  expect(loadUnderstanding(sources, file).understand(message, {})).toEqual(meaningOf(message));
});
