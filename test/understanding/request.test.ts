import { expect, test } from '@jest/globals';
import { meaningOf, understanding } from './known.js';

test.each([
  ['quiero hablar con alguien', 'human'],
  ['je voudrais parler à une vraie personne', 'human'],
  ['bel me', 'human'],
  ['borra mis datos', 'erase'],
  ['stop', 'stop'],
  ['help', 'help'],
  ['não entendi', 'help'],
  ['medewerker aub', 'human'],
  ['conseillère svp, c’est pour mon logement', 'human'],
  ['can we do this in Somali', 'language'],
  ['remove everything you know of me', 'erase'],
] as const)('%s asks for %s', (text, command) => {
  expect(meaningOf(text).command).toBe(command);
});

test('a wish for another language does not hide in which she writes', () => {
  expect(meaningOf('necesito ayuda con los papeles, English please')).toMatchObject({ language: 'es', wished: 'en' });
});

test('back and the list of needs are kinds of restart', () => {
  expect(meaningOf('volver')).toMatchObject({ command: 'restart', restart: 'back' });
  expect(meaningOf('otro tema')).toMatchObject({ command: 'restart', restart: 'menu' });
  expect(meaningOf('menu')).toMatchObject({ command: 'restart', restart: 'menu' });
});

test.each([
  ['I want to change to Spanish', 'es'],
  ['English please', 'en'],
  ['português', 'pt'],
  ['nl', 'nl'],
] as const)('%s asks for the language %s', (text, wished) => {
  expect(meaningOf(text)).toMatchObject({ command: 'language', wished });
});

test.each([
  'gracias, adiós',
  'mi marido no quiere hablar conmigo',
  'mijn man stopt niet',
  'necesito ayuda con el alquiler',
  'busco una escuela para mi hijo de ocho años, por ahora solo habla portugués',
  'quiero empezar un curso de cocina el lunes',
  'j’ai besoin de parler à quelqu’un qui comprend le deuil',
  '¿cómo funciona aquí el control del embarazo, con matrona o con ginecóloga?',
])('no request: %s', (text) => {
  expect(meaningOf(text).command).toBeUndefined();
});

test.each([
  ['limón', { safeWord: true }],
  ['🍋', { safeWord: true }],
  ['tengo 14 años', { minor: true }],
  ['j’ai 13 ans et mon père crie', { minor: true }],
  ['mi amiga necesita un abogado', { forOther: true }],
  ['quiero ser voluntaria', { supporter: true }],
  ['je suis bénévole et je voudrais aider', { supporter: true }],
  ['hoi', { greeting: true, language: 'nl' }],
])('%s tells who writes', (text, expected) => {
  expect(meaningOf(text)).toMatchObject(expected);
});

test('the age of her child is not hers, and a lemon in a sentence closes nothing', () => {
  expect(meaningOf('mi hija tiene 14 años').minor).toBeUndefined();
  expect(meaningOf('busco clases de cocina, pastel de limón').safeWord).toBeUndefined();
});

test("a short message does not change the conversation's language", () => {
  expect(understanding.understand('ok menu', { language: 'pt' }).language).toBe('pt');
  expect(understanding.understand('1080', { language: 'fr' }).language).toBe('fr');
  expect(meaningOf('👍').language).toBeUndefined();
});

test.each(['si', 'oui', 'ok', 'ja', 'yes'])('%s is no greeting of a language', (text) => {
  expect(meaningOf(text)).toMatchObject({ danger: 'none', needs: [] });
  expect(meaningOf(text).greeting).toBeUndefined();
  expect(understanding.understand(text, { language: 'pt' }).language).toBe('pt');
});

test('topics under a need', () => {
  expect(meaningOf('mi jefe no me paga')).toMatchObject({ needs: ['work'], kind: 'unpaid' });
  expect(meaningOf('ik ben zwanger en zoek een vroedvrouw')).toMatchObject({ kind: 'pregnancy' });
});

test.each([
  ['cambiar cuándo me escriben', 'contact'],
  ['¿Cuándo me escriben?', 'contact'],
  ['Quando me escrevem', 'contact'],
  ['quand m’écrire', 'contact'],
  ['wanneer schrijven', 'contact'],
  ['when may you write to me', 'contact'],
  ['ajustes', 'options'],
  ['Réglages', 'options'],
  ['my settings', 'options'],
  ['palabra secreta', 'word'],
  ['mijn eigen woord', 'word'],
  ['teléfono compartido', 'shared'],
  ['o celular é dos dois', 'shared'],
  ['no sé leer', 'listen'],
  ['je ne sais pas lire', 'listen'],
  ['I can’t read', 'listen'],
  ['zonder audio', 'read'],
] as const)('%s asks for the setting %s, and for nothing else', (text, request) => {
  expect(meaningOf(text)).toMatchObject({ request, danger: 'none', needs: [] });
  expect(meaningOf(text).command).toBeUndefined();
});

test.each([
  'mi hijo no sabe leer bien y busco una escuela',
  'quiero aprender a leer',
  'mi marido mira mi teléfono compartido',
  'I need settings for my course',
])('within a sentence these words speak of something else: %s', (text) => {
  expect(meaningOf(text).request).toBeUndefined();
});

test.each([
  'volver volver',
  'voltar, voltar',
  'Retour retour',
  'terug terug!',
  'back back',
])('%s ends the neutral face, and is no command', (text) => {
  expect(meaningOf(text).returns).toBe(true);
  expect(meaningOf(text).command).toBeUndefined();
});
