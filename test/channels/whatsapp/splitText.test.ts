import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitEnd, splitText } from '../../../src/channels/whatsapp/splitText.js';

const letters = (text: string) => text.replace(/\s/g, '');
/** No half of a surrogate pair stands alone. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);
const words = fc.array(fc.constantFrom('sí', 'niño', '👩🏽‍🦱', 'e\u0301', '.', '\n\n', '\n', ' ', 'largapalabra'), {
  maxLength: 80,
});

describe('splitText', () => {
  test.each([
    { label: 'a short text stays', text: 'hola', limit: 10, pieces: ['hola'] },
    { label: 'nothing gives nothing', text: ' \n ', limit: 10, pieces: [] },
    { label: 'a paragraph first', text: 'Uno. Dos.\n\nTres cuatro.', limit: 16, pieces: ['Uno. Dos.', 'Tres cuatro.'] },
    { label: 'then a line', text: 'Uno. Dos.\nTres cuatro.', limit: 16, pieces: ['Uno. Dos.', 'Tres cuatro.'] },
    { label: 'then a sentence', text: 'Uno dos. Tres cuatro.', limit: 16, pieces: ['Uno dos.', 'Tres cuatro.'] },
    { label: 'then a word', text: 'uno dos tres cuatro', limit: 12, pieces: ['uno dos tres', 'cuatro'] },
    { label: 'then a character, whole', text: '👩🏽‍🦱👩🏽‍🦱', limit: 10, pieces: ['👩🏽‍🦱', '👩🏽‍🦱'] },
  ])('$label', ({ text, limit, pieces }) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  test('every piece fits and no letter is lost', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (parts, limit) => {
        const text = parts.join('');
        const pieces = splitText(text, limit);
        expect(pieces.every((piece) => piece.length <= limit && piece.trim() !== '' && isWhole(piece))).toBe(true);
        expect(letters(pieces.join(''))).toBe(letters(text));
      }),
    );
  });
});

describe('splitEnd', () => {
  test('keeps the last paragraph for the choices', () => {
    expect(splitEnd('Uno.\n\nDos. Tres.\n\n¿Cuál?', 12)).toEqual(['Uno.\n\nDos. Tres.', '¿Cuál?']);
  });

  test('the end fits and no letter is lost', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 40 }), (parts, room) => {
        const text = parts.join('').trim();
        fc.pre(text.length > room);
        const [start, end] = splitEnd(text, room);
        expect(end.length <= room && end !== '' && isWhole(end)).toBe(true);
        expect(letters(start + end)).toBe(letters(text));
      }),
    );
  });
});
