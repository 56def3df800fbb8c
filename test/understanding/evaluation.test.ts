import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { fallen, readFloors } from '../../src/understanding/evaluation/floors.js';
import { judgedSets } from '../../src/understanding/evaluation/judged.js';
import { interval, measure, measureByLanguage } from '../../src/understanding/evaluation/measure.js';
import { MUTATIONS } from '../../src/understanding/model/mutate.js';
import { randomFrom } from '../../src/understanding/model/random.js';
import { inProject, meaningOf } from './known.js';

const folder = inProject('test/understanding/data');
const sets = judgedSets(folder);
const floors = readFloors(inProject('test/understanding/data/floors.yaml'));
const { third, ...notLearnt } = sets;
const rows = Object.values(notLearnt).flat();
const dangerous = rows.filter(({ danger }) => danger !== 'none');

test('judged messages over the five languages, many of them never learnt from', () => {
  expect([...rows, ...(third ?? [])].length).toBeGreaterThanOrEqual(1_300);
  for (const language of LANGUAGES) expect(rows.filter((row) => row.language === language).length).toBeGreaterThan(100);
});

test.each(Object.keys(floors))('no floor fell: %s', (name) => {
  const { [name]: floor } = floors;
  const measured = { [name]: measureByLanguage(sets[name] ?? [], meaningOf) };
  expect(fallen(floor ? { [name]: floor } : {}, measured)).toEqual([]);
});

describe('danger written as somebody else would have typed it', () => {
  test.each(Object.entries(MUTATIONS))('%s', (_name, mutation) => {
    const random = randomFrom(1);
    const mutants = dangerous.map((row) => ({ ...row, text: mutation(row.text, random) }));
    const { recall } = measure(mutants, meaningOf);
    expect(recall.right / recall.of).toBeGreaterThanOrEqual(0.93);
  });
});

describe('danger in a long dictation', () => {
  const chatter =
    'hoy fui a la comuna con mi vecina a pedir la cita para la tarjeta y despues pasamos por el mercado a comprar pan ';

  test.each([
    [300, 1],
    [20_000, 4],
  ])('at the end of %i characters', (length, oneOf) => {
    const before = chatter.repeat(Math.ceil(length / chatter.length));
    const spanish = dangerous.filter(({ language }) => language === 'es').filter((_, index) => index % oneOf === 0);
    const { recall } = measure(
      spanish.map((row) => ({ ...row, text: `${before}. ${row.text}` })),
      meaningOf,
    );
    expect(recall.right / recall.of).toBeGreaterThanOrEqual(0.85);
  });
});

test('a floor that is not reached is named, with what is wanted', () => {
  const measured = { first: measureByLanguage(sets['first'] ?? [], () => meaningOf('hola')) };
  const { first } = floors;
  expect(fallen(first ? { first } : {}, measured)).toContain('first, recall: 0.0 %, at least 98.0 % is wanted.');
  expect(fallen(floors, {})).toContain('second: its messages are missing.');
});

test("Wilson's interval stays between 0 and 1 and narrows with more messages", () => {
  expect(interval({ of: 0, right: 0 })).toEqual([0, 1]);
  const [low, high] = interval({ of: 20, right: 19 });
  expect(low).toBeCloseTo(0.764, 2);
  expect(high).toBeCloseTo(0.991, 2);
});
