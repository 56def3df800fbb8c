import { expect, test } from '@jest/globals';
import { placeFactsFrom } from '../../src/understanding/index.js';
import { meaningOf } from './known.js';

test.each([
  ['2060', 'flanders'],
  ['vivo en Brucelas', 'brussels'],
  ['1080 Molenbeek', 'brussels'],
  ['moro em Antuérpia', 'flanders'],
  ['Lieja', 'wallonia'],
  ['ik woon in Sint-Niklaas', 'flanders'],
  ["j'habite à Louvain-la-Neuve", 'wallonia'],
  ['vivo en Lovaina', 'flanders'],
  ['Kelmis', 'german-speaking'],
  ['trabajo en Bruselas pero vivo en Vilvoorde', 'flanders'],
  ['antes vivía en Gante, ahora vivo en Namur', 'wallonia'],
  ['mi ex vive en Gante y yo en Charleroi', 'wallonia'],
  ['2018 Antwerpen', 'flanders'],
  ['región flamenca', 'flanders'],
  ['me vine de Lima a Mons', 'wallonia'],
  ['busco trabajo, estoy en Hasselt', 'flanders'],
  ['j’ai un appartement social à Forest', 'brussels'],
  ['viens d’arriver à Courtrai', 'flanders'],
] as const)('%s is in %s', (text, region) => {
  expect(meaningOf(text).place?.region).toBe(region);
});

test.each([
  'pago 1200 euros de alquiler',
  'llegué en 2018',
  'tengo 1500 € de deuda',
  'soy de Colombia',
  'my phone died',
  'hij leest mijn berichten',
  'trabajo en Bruselas',
  'ik werk hier graag',
  'no me devuelve la fianza de 1600',
  'he is driving home from Halle',
])('no place: %s', (text) => {
  expect(meaningOf(text).place).toBeUndefined();
});

test('a table of places with a wrong line is refused by line', () => {
  const csv = 'postcode,province,region,names_nl,names_fr,municipality_de\n1000,BE-BRU,nowhere,Brussel,Bruxelles,';
  expect(() => placeFactsFrom(csv, { places: [] })).toThrow('Line 2');
});
