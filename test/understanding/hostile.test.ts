import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomFrom } from '../../src/understanding/model/random.js';
import { meaningOf, understanding } from './known.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(fc.constantFrom('me', 'no', 'kill', '1', '.', 'en', '2060', '🍋', 'si', 'pas'), { maxLength: 200 })
    .map((words) => words.join(' ')),
);

test('no text makes it throw, and the same text means the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(meaningOf(text)).toEqual(meaningOf(text));
    }),
    { numRuns: 2500, seed: 1 },
  );
});

test('nor do longer ones, one or two of each 64 KB', () => {
  const units = [
    'é',
    '7',
    'ж',
    '😀',
    'a b ',
    'no ',
    '\udc00',
    '漢字',
    ' ',
    '\u0301',
    'kill me ',
    '1,2.',
    'xX',
    '\n',
    '«»',
  ];
  const random = randomFrom(3);
  for (let run = 0; run < 2_500; run++) {
    const unit = units[run % units.length] ?? '';
    const length = run % 500 === 0 ? 65_536 : 200 * random();
    expect(() => meaningOf(`${unit.repeat(length / unit.length)} ${random()}`)).not.toThrow();
  }
});

test('no typed answer makes it throw', () => {
  const question = {
    choices: [
      { value: 'yes', title: 'Sí' },
      { value: '', title: '' },
    ],
  };
  fc.assert(
    fc.property(anyText, (text) => understanding.matchAnswer(text, question, 'es') !== ''),
    { numRuns: 500, seed: 2 },
  );
});

test.each([
  'a',
  '1 ',
  'me ',
  'no me va a ',
  '🙂',
  '\ud800',
  'mi marido quiere matar ',
  '((((',
  'aaaaaaaaaaaaaaab ',
])('what lies in the middle of 64 KB is not read: %j', (unit) => {
  const long = unit.repeat(Math.ceil(65_536 / unit.length));
  const other = `${long.slice(0, 30_000)}\n\n${long.slice(30_000)}`;
  expect(meaningOf(other)).toEqual(meaningOf(other.replace('\n\n', 'x'.repeat(1000))));
});
