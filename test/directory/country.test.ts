import { describe, expect, test } from '@jest/globals';
import { REGIONS } from '../../dialogs/terms.js';
import { createGazetteer, plainName } from '../../src/directory/gazetteer.js';
import { parsePlaces } from '../../src/directory/places.js';
import { data } from './support.js';

const { country } = data;
const gazetteer = createGazetteer(country);

describe('places', () => {
  test('every postcode is there once, with the region of its province', () => {
    expect(country.places).toHaveLength(1_146);
    expect(new Set(country.places.map(({ postcode }) => postcode)).size).toBe(1_146);
    const strange = country.places.filter(({ province, region, municipality }) => {
      const expected = municipality ? 'german-speaking' : country.provinces[province]?.region;
      return expected !== region;
    });
    expect(strange).toEqual([]);
  });

  test('ranges and postcodes agree', () => {
    const strange = country.places.filter(({ postcode, region }) => {
      const ranges = country.regions[region].postcodes;
      return !ranges.some((range) => range.slice(0, 4) <= postcode && postcode <= range.slice(5));
    });
    expect(strange).toEqual([]);
  });

  test.each([
    ['1000', 'brussels'],
    ['1299', 'brussels'],
    ['1300', 'wallonia'],
    ['2070', 'flanders'],
    ['4700', 'german-speaking'],
    ['4950', 'wallonia'],
    ['9999', 'flanders'],
    ['0612', undefined],
  ])('%s is in %s', (postcode, region) => {
    expect(gazetteer.regionOf(postcode)).toBe(region);
  });

  test('what people call a place is in the region and at the postcode it names', () => {
    const strange = country.exonyms.filter(
      ({ postcode, region }) => postcode && gazetteer.regionOf(postcode) !== region,
    );
    expect(strange).toEqual([]);
    const names = country.exonyms.flatMap((place) => place.names.map(plainName));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each([
    ['Amberes', 'Antwerpen', 'city'],
    ['Antuérpia', 'Antwerpen', 'city'],
    ['Borgerhout', 'Antwerpen', 'city'],
    ['Lieja', 'Liège', 'city'],
    ['Lovaina', 'Leuven (Heverlee)', 'city'],
    ['Malinas', 'Antwerpen', 'province'],
    ['Gante', 'Antwerpen', 'elsewhere'],
  ])('%s to %s: %s', (from, to, expected) => {
    const place = gazetteer.spotOf({ region: 'flanders', city: from });
    expect(gazetteer.nearness(place, gazetteer.spotOfService(to, undefined))).toBe(expected);
  });

  test('"Brussels" alone names no town; a postcode of Brussels does', () => {
    const ixelles = gazetteer.spotOfService('Bruxelles (Ixelles)', '1050');
    expect(gazetteer.nearness(gazetteer.spotOf({ region: 'brussels', city: 'Bruselas' }), ixelles)).toBe('unknown');
    expect(gazetteer.nearness(gazetteer.spotOf({ region: 'brussels', postcode: '1050' }), ixelles)).toBe('city');
  });

  test('a line that cannot be read is named', () => {
    expect(parsePlaces('head\n1000,BE-BRU,brussels,Brussel,Bruxelles,\nnonsense\n').badLines).toEqual([3]);
  });
});

describe('emergency numbers', () => {
  test('the numbers that danger needs are there, each by a record with the same number', () => {
    const numbers = country.emergency.map(({ number }) => number);
    for (const number of ['112', '101', '1813', '+3280032123', '106', '107', '108', '103', '102', '116000'])
      expect(numbers).toContain(number);
    for (const { number, service } of country.emergency) {
      const record = data.services.find(({ id }) => id === service);
      expect(record?.phones?.map((phone) => phone.number)).toContain(number);
    }
  });

  test('they show the hours and the source date of their record', () => {
    const wrong = country.emergency.filter(({ service, hours, source_date }) => {
      const record = data.services.find(({ id }) => id === service);
      return record?.hours !== hours || !record.source_date.includes(source_date);
    });
    expect(wrong).toEqual([]);
  });
});

test('every region shows its own services first', () => {
  expect(REGIONS.map((region) => country.regions[region].shows[0])).toEqual([...REGIONS]);
});
