import { expect, test } from '@jest/globals';
import { understanding } from './known.js';

const need = {
  slot: 'need',
  choices: [
    { value: 'violence', title: '🛡️ Violencia o miedo' },
    { value: 'legal', title: '📄 Papeles y derechos' },
    { value: 'housing', title: '🏠 Vivienda' },
    { value: 'mental-health', title: '💬 Cómo me siento' },
  ],
};
const safe = {
  slot: 'safe',
  choices: [
    { value: 'yes', title: 'Sí' },
    { value: 'no', title: 'No' },
  ],
};

test.each([
  ['2', 'legal'],
  ['2.', 'legal'],
  ['la segunda', 'legal'],
  ['opção 2', 'legal'],
  ['deux', 'legal'],
  ['twee', 'legal'],
  ['2️⃣', 'legal'],
  ['mental-health', 'mental-health'],
  ['vivenda', 'housing'],
  ['VIVIENDA!!', 'housing'],
  ['como me siento', 'mental-health'],
  ['papeles', 'legal'],
  ['9', undefined],
  ['no sé', undefined],
])('%s selects %s', (text, value) => {
  expect(understanding.matchAnswer(text, need, 'es')).toBe(value);
});

test.each([
  'sí',
  'SI',
  'claro',
  'dale',
  'vale',
  'ok',
  '👍',
  '👍🏽',
  'sim',
  'ouais',
  'jawel',
  'yep',
  '1',
  'yes',
])('%s is yes', (text) => {
  expect(understanding.matchAnswer(text, safe, 'es')).toBe('yes');
});

test.each(['no', 'nel', 'não', 'nope', 'nee', 'todavía no', '2'])('%s is no', (text) => {
  expect(understanding.matchAnswer(text, safe, 'es')).toBe('no');
});

test.each([
  'si me pegan puedo llamar',
  'no sé',
  'not sure',
  'no entiendo',
  'pas de problème',
  'ik weet het niet',
  '',
])('%s is neither', (text) => {
  expect(understanding.matchAnswer(text, safe, 'es')).toBeUndefined();
});

test.each([
  'no, él está aquí',
  'no. no puedo',
  'si, pero mi marido esta en casa',
  'oui mais il est là',
])('whether it is safe to write: %s is no', (text) => {
  expect(understanding.matchAnswer(text, { ...safe, slot: 'safe' }, 'es')).toBe('no');
  expect(understanding.matchAnswer(text, { ...safe, slot: 'kind' }, 'es')).toBeUndefined();
});
