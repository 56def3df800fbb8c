import type { TeamBack } from '../../dialogs/input.js';
import type { Hours } from './hours.js';

const DAY_MS = 24 * 3_600_000;

/** Reads when the team is there again. @param hours of the team · @throws RangeError for a time zone that does not exist */
export function createTeamBack(hours: Hours, timeZone: string): (at: number) => TeamBack | undefined {
  // The form of Swedish is YYYY-MM-DD.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (at) => {
    const { open, changesAt: opensAt } = hours(at);
    if (open !== 'closed' || opensAt === undefined) return undefined;
    // A day alone is read as its midnight in UTC.
    const day = new Date(opensAt.slice(0, 10));
    return { opensAt, weekday: day.getUTCDay(), inDays: (day.getTime() - Date.parse(today.format(at))) / DAY_MS };
  };
}
