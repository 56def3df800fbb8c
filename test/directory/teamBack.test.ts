import { expect, test } from '@jest/globals';
import { createHours } from '../../src/directory/hours.js';
import { createTeamBack } from '../../src/directory/teamBack.js';
import { TIME_ZONE } from './support.js';

const back = (hours: string | undefined, at: string) =>
  createTeamBack(createHours(TIME_ZONE)(hours), TIME_ZONE)(Date.parse(at));
const WEEK = 'Mo-Fr 09:00-12:00,14:00-17:00; PH off';

test.each([
  ['at noon', '2026-11-24T12:30:00+01:00', '2026-11-24T14:00', 0, 2],
  ['in the evening', '2026-11-24T20:00:00+01:00', '2026-11-25T09:00', 1, 3],
  ['after midnight', '2026-11-25T00:30:00+01:00', '2026-11-25T09:00', 0, 3],
  ['on Friday evening', '2026-11-20T18:00:00+01:00', '2026-11-23T09:00', 3, 1],
  ['before a public holiday', '2026-12-24T18:00:00+01:00', '2026-12-28T09:00', 4, 1],
  ['over the change of the clocks', '2026-10-24T18:00:00+02:00', '2026-10-26T09:00', 2, 1],
])('%s the team is there again', (_when, at, opensAt, inDays, weekday) => {
  expect(back(WEEK, at)).toEqual({ opensAt, inDays, weekday });
});

test.each([
  ['while its hours are open', WEEK, '2026-11-24T10:00:00+01:00'],
  ['without hours', undefined, '2026-11-24T20:00:00+01:00'],
  ['with hours that nobody can read', 'whenever', '2026-11-24T20:00:00+01:00'],
  ['where it never opens', 'off', '2026-11-24T20:00:00+01:00'],
])('nothing is told %s', (_why, hours, at) => {
  expect(back(hours, at)).toBeUndefined();
});
