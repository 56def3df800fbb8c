import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { examplesFrom, examplesSchema } from '../../src/understanding/examples.js';
import { createUnderstanding, learn, readData, readExamples } from '../../src/understanding/index.js';
import { buildUnderstanding, keyOf, loadUnderstanding } from '../../src/understanding/product.js';
import { inProject, meaningOf, sources } from './known.js';

const folder = mkdtempSync(join(tmpdir(), 'understanding-'));
afterAll(() => rmSync(folder, { recursive: true }));

const data = readData(sources);
const some = readExamples(sources).filter((_, index) => index % 40 === 0);

test('the same examples give the same bytes', () => {
  const [one, other] = [learn(data, some), learn(data, some)];
  for (const name of ['meaning', 'languages'] as const) {
    const [{ weights, ...head }, { weights: others, ...otherHead }] = [one[name].table, other[name].table];
    expect(Buffer.from(weights).equals(Buffer.from(others))).toBe(true);
    expect(head).toEqual(otherHead);
    expect(one[name].votes).toEqual(other[name].votes);
  }
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

test.each([
  ['a text', 'locales/es/human.json', '"nobody": "', '"nobody": "Hola. ', true],
  ['a label', 'locales/es/housing.json', '"choices": {', '"choices": { "new": "Otra cosa muy distinta",', false],
  ['what the organisation is called', 'directory/country/organisation.yaml', 'name: ', 'name: X', true],
  ['a place', 'directory/country/exonyms.yaml', '\n', '\n\n', false],
])('what was learnt is used on, or not, when %s changes', (_what, file, before, after, fits) => {
  for (const name of ['locales', 'directory/country']) cpSync(inProject(name), join(folder, name), { recursive: true });
  const changed = { ...sources, country: join(folder, 'directory/country'), locales: join(folder, 'locales') };
  writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(before, after));
  expect(keyOf(changed) === keyOf(sources)).toBe(fits);
});

/** The project's data with one in forty of its examples: learnt in a moment. */
function withFewExamples() {
  const few = join(folder, 'few');
  cpSync(sources.folder, few, { recursive: true });
  for (const language of LANGUAGES) {
    const file = join(few, 'examples', `${language}.yaml`);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line, index) => !line.startsWith('  ') || index % 40 === 0).join('\n'));
  }
  return { ...sources, folder: few };
}

test('a product is used while it fits, and is not trusted when broken', () => {
  const few = withFewExamples();
  const file = join(folder, 'understanding.bin');
  buildUnderstanding(few, file);
  const read = () => loadUnderstanding(few, file).understand('mi jefe no me paga', {});
  const meaning = read();
  expect(meaning.needs).toEqual(['work']);
  const whole = readFileSync(file);
  for (const kept of [1_000, whole.length - 1]) {
    writeFileSync(file, whole.subarray(0, kept));
    expect(read()).toEqual(meaning);
  }
});

test('what the build learns is small', () => {
  expect(statSync(inProject('dist/understanding.bin')).size).toBeLessThan(8_000_000);
});
