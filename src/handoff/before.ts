import type { Activity } from 'botbuilder';
import type { Line } from './contract.js';

const NAME = 'before';
/** The latest lines of a conversation that go along when it goes on over another channel. */
const MAX_LINES_BEFORE = 200;

/**
 * What was said before a conversation went on over another channel: one entry of its transcript, for coordinators. It is
 * an event, since whoever holds the telephone may not see it.
 */
export const beforeEvent = (lines: readonly Line[]): Partial<Activity> => ({
  type: 'event',
  name: NAME,
  value: lines.slice(-MAX_LINES_BEFORE),
});

/** @returns the lines of such an entry, numbered below all others; none for any other activity */
export function linesBefore(activity: Partial<Activity>): Line[] {
  if (activity.type !== 'event' || activity.name !== NAME || !Array.isArray(activity.value)) return [];
  const lines = activity.value as Line[];
  return lines.map((line, index) => ({ ...line, number: index - lines.length }));
}
