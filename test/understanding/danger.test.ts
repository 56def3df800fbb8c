import { expect, test } from '@jest/globals';
import { weigh } from '../../src/understanding/danger/weigh.js';
import { readData } from '../../src/understanding/index.js';
import { meaningOf, sources } from './known.js';

test.each([
  ['me esta pegando', 'immediate'],
  ['ME ESTÁ PEGANDOOOO', 'immediate'],
  ['me esta pegnado', 'immediate'],
  ['mi marido me mtó a golpes anoche, quiere m4tarme', 'immediate'],
  ['il est en train de me fraper', 'immediate'],
  ['mi ex está devant ma porte con un cuchillo', 'immediate'],
  ['ela quer se matar', 'suicide'],
  ['ik kan nimeer', 'suicide'],
  ['i wanna kms', 'suicide'],
] as const)('%s', (text, danger) => {
  expect(meaningOf(text).danger).toBe(danger);
});

test.each([
  'no me está pegando',
  'nunca me ha amenazado con matarme',
  'il ne me frappe pas',
  'hij slaat me niet',
  'he is not hitting me',
  'soñé que me mataba',
  'mi marido me pega',
  'hace dos años me ahorcó',
  'me muero de ganas de verte',
  'sin peligro de muerte',
])('no danger: %s', (text) => {
  expect(meaningOf(text).danger).toBe('none');
});

test('a negation is not believed when the same message shows danger', () => {
  expect(meaningOf('no, no pasa nada grave. me está pegando').danger).toBe('immediate');
});

test('what is uncertain is asked gently first, and a practical object makes it harmless', () => {
  expect(meaningOf('ya no puedo más')).toMatchObject({ danger: 'suicide', sure: false, needs: ['mental-health'] });
  expect(meaningOf('no puedo más con el alquiler')).toMatchObject({ danger: 'none', needs: ['housing'] });
});

test('danger at the end of a very long dictation is read', () => {
  expect(meaningOf(`${'bla bla '.repeat(9000)} mi marido me está pegando`).danger).toBe('immediate');
});

test.each([
  'tengo miedo de lo que pueda pasar esta noche',
  "j'ai peur de lui ce soir",
  'help me please he is coming',
  'ayuda urgente',
  'on me suit',
])('at least asked: %s', (text) => {
  expect(meaningOf(text).danger).toBe('immediate');
});

test.each(['ayuda urgente', 'on me suit', 'me sigue'])('asked, not told: %s', (text) => {
  expect(meaningOf(text)).toMatchObject({ danger: 'immediate', sure: false });
});

test('a passport kept is violence, a wish to part is law, and a country is nothing', () => {
  expect(meaningOf('il garde mon passeport')).toMatchObject({
    danger: 'none',
    needs: expect.arrayContaining(['violence']),
  });
  expect(meaningOf('quiero separarme de mi marido')).toMatchObject({ danger: 'none', needs: ['legal'] });
  expect(meaningOf('belgica')).toMatchObject({ danger: 'none', needs: [] });
  expect(meaningOf('busco enpleo').needs).toEqual(['work']);
});

test('nothing on a button is danger when it is typed', () => {
  const { buttons } = readData(sources);
  expect(buttons.length).toBeGreaterThan(400);
  expect(buttons.filter((button) => meaningOf(button).because[0]?.startsWith('examples:'))).toEqual([]);
});

test('a verdict names rules, never her words', () => {
  expect(meaningOf('me puso un cuchillo en el cuello').because).toContain('weapon:es.weapon');
});

test('danger by people implies violence, other danger to life health', () => {
  expect(meaningOf('he is choking me').needs[0]).toBe('violence');
  expect(meaningOf('mi bebé se tomó cloro').needs[0]).toBe('health');
});

test.each([
  [true, 0.4, 'immediate'],
  [true, 0.3, 'none'],
  [false, 0.4, 'none'],
] as const)('a rule, firm: %s, that the examples give %d, says %s', (firm, immediate, danger) => {
  const ruled = { danger: 'immediate', sure: true, because: ['locked:en.locked'], firm } as const;
  const weighed = weigh({
    ruled: { ...ruled, because: [...ruled.because] },
    likely: { immediate, suicide: 0 },
    signs: [],
    words: 8,
    isRequest: false,
  });
  expect(weighed).toMatchObject({ danger, sure: danger === 'none' });
});

test.each([
  ['the blue one please', 'none'],
  ['effacez mes messages svp', 'none'],
  ['my husband is at the door with the shopping', 'none'],
  ['he is here with a knife', 'immediate'],
  ['no, él está aquí', 'immediate'],
] as const)('"%s" is %s', (text, danger) => {
  expect(meaningOf(text).danger).toBe(danger);
});

test('a word of violence beside a question about the bot is heard', () => {
  expect(meaningOf('¿qué es esto? me pega')).toMatchObject({ needs: ['violence'] });
  expect(meaningOf('¿qué es esto? me pega').command).toBeUndefined();
});
