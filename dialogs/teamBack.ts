import type { Effect } from './effect.js';
import type { TeamBack } from './input.js';

/** Says when the team is there again: the day by its name, today and tomorrow by theirs. Promises no answer at that time. */
export function sayTeamBack({ opensAt, weekday, inDays }: TeamBack): Effect {
  const [day = '', time = ''] = opensAt.split('T');
  if (inDays < 2) return { type: 'say', text: `common:team.${inDays === 0 ? 'today' : 'tomorrow'}`, values: { time } };
  const date = Number(day.slice(-2));
  return { type: 'say', text: 'common:team.later', values: { time, date }, named: { day: `common:days.${weekday}` } };
}
