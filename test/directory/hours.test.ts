import { describe, expect, test } from '@jest/globals';
import { createHours, hoursProblem } from '../../src/directory/hours.js';
import { data, TIME_ZONE } from './support.js';

const hoursOf = createHours(TIME_ZONE);
const state = (text: string, at: string) => hoursOf(text)(Date.parse(at));

describe('hours in Belgium, whatever the zone of the process', () => {
  test.each([
    ['a minute before opening in winter', '2026-01-13T07:59:00Z', 'closed', '2026-01-13T09:00'],
    ['at opening in winter', '2026-01-13T08:00:00Z', 'open', '2026-01-13T17:00'],
    ['at opening in summer', '2026-07-14T07:00:00Z', 'open', '2026-07-14T17:00'],
    ['a minute before opening in summer', '2026-07-14T06:59:00Z', 'closed', '2026-07-14T09:00'],
    ['on Friday evening', '2026-07-17T16:00:00Z', 'closed', '2026-07-20T09:00'],
    ['the day before the change to summer time', '2026-03-28T12:00:00Z', 'closed', '2026-03-30T09:00'],
    ['the Monday after the change to winter time', '2026-10-26T08:00:00Z', 'open', '2026-10-26T17:00'],
  ])('%s', (_when, at, open, changesAt) => {
    expect(state('Mo-Fr 09:00-17:00', at)).toEqual({ open, changesAt });
  });

  test('the national day (21 July) closes what is off on public holidays', () => {
    const at = '2026-07-21T10:00:00+02:00';
    expect(state('Mo-Fr 09:00-17:00; PH off', at)).toEqual({ open: 'closed', changesAt: '2026-07-22T09:00' });
    expect(state('Mo-Fr 09:00-17:00', at).open).toBe('open');
  });

  test('Easter Monday, All Saints and 11 November count; 15 November, an ordinary day, does not', () => {
    const days = ['2026-04-06', '2026-11-01', '2026-11-11', '2026-11-15'];
    expect(days.map((day) => state('24/7; PH off', `${day}T12:00:00+01:00`).open)).toEqual([
      ...['closed', 'closed', 'closed'],
      'open',
    ]);
  });

  test('a night that ends in the morning is open after midnight', () => {
    expect(state('Mo-Su 20:00-08:00', '2026-01-13T02:00:00+01:00')).toEqual({
      open: 'open',
      changesAt: '2026-01-13T08:00',
    });
  });

  test('day and night has no next change', () => {
    expect(state('24/7', '2026-01-13T02:00:00Z')).toEqual({ open: 'open' });
  });

  test('hours that are not known, or cannot be read, are unknown', () => {
    expect(hoursOf(undefined)(0)).toEqual({ open: 'unknown' });
    expect(state('whenever', '2026-01-13T02:00:00Z')).toEqual({ open: 'unknown' });
  });

  test('the same moment is another hour in another zone', () => {
    const at = Date.parse('2026-01-13T08:30:00Z');
    expect(createHours('America/Lima')('Mo-Fr 09:00-17:00')(at).open).toBe('closed');
  });
});

describe('hours as staff write them', () => {
  test('all hours of the directory can be read without a warning', () => {
    const texts = data.services.flatMap(({ hours, phones = [] }) => [hours, ...phones.map((phone) => phone.hours)]);
    expect(texts.filter((text) => text !== undefined && hoursProblem(text))).toEqual([]);
  });

  test('a mistake is named', () => {
    expect(hoursProblem('Mo-Fr 9 bis 5')).toBeDefined();
  });
});
