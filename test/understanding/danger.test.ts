import { expect, test } from '@jest/globals';
import { meaningOf } from './known.js';

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

test('a verdict names rules, never her words', () => {
  expect(meaningOf('me puso un cuchillo en el cuello').because).toContain('weapon:es.weapon');
});

test('danger by people implies violence, other danger to life health', () => {
  expect(meaningOf('he is choking me').needs[0]).toBe('violence');
  expect(meaningOf('mi bebé se tomó cloro').needs[0]).toBe('health');
});
