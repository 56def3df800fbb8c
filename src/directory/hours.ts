import { createRequire } from 'node:module';
import type { nominatim_object, opening_hours } from 'opening_hours';

const require = createRequire(import.meta.url);

/** Loaded when the first hours are read: a start need not wait for so large a library. @throws what it says of the text */
function opened(text: string): opening_hours {
  const OpeningHours = require('opening_hours') as typeof opening_hours;
  return new OpeningHours(text, BELGIUM);
}

/** The public holidays of Belgium; the library asks for a point too, though it does not use it for them. */
const BELGIUM: nominatim_object = { lat: 50.85, lon: 4.35, address: { country_code: 'be', state: '' } };
const MAX_AHEAD_DAYS = 14;
const MINUTE_MS = 60_000;

export interface OpenState {
  open: 'open' | 'closed' | 'unknown';
  /** Next change, local "YYYY-MM-DDTHH:mm", within two weeks; undefined when there is none. */
  changesAt?: string;
}

export type Hours = (at: number) => OpenState;

/** What is wrong with a text in `opening_hours` syntax, or undefined. */
export function hoursProblem(text: string): string | undefined {
  try {
    return opened(text).getWarnings()[0]?.trim();
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'unreadable') : 'unreadable';
  }
}

/**
 * Makes a reader of hours in a time zone, whatever the zone of the process: the library reads the process's local
 * clock, so it is given a date whose local clock shows the time there. Each text is parsed once, when it is first asked
 * about: a start need not wait for all of them.
 * @throws RangeError for a time zone that does not exist
 */
export function createHours(timeZone: string): (text: string | undefined) => Hours {
  const wallClock = createWallClock(timeZone);
  const parsed = new Map<string, opening_hours | undefined>();
  const hoursOf = (text: string): opening_hours | undefined => {
    if (!parsed.has(text)) parsed.set(text, parse(text));
    return parsed.get(text);
  };
  return (text) =>
    byMinute((at) => {
      const hours = text === undefined ? undefined : hoursOf(text);
      return hours ? stateAt(hours, wallClock(at)) : { open: 'unknown' };
    });
}

/** Hours are in minutes: within one nothing changes. */
function byMinute(read: Hours): Hours {
  let minute = Number.NaN;
  let state: OpenState = { open: 'unknown' };
  return (at) => {
    const now = Math.floor(at / MINUTE_MS);
    if (now !== minute) state = read(at);
    minute = now;
    return state;
  };
}

function parse(text: string): opening_hours | undefined {
  try {
    return opened(text);
  } catch {
    return undefined;
  }
}

function stateAt(hours: opening_hours, local: Date): OpenState {
  if (hours.getUnknown(local)) return { open: 'unknown' };
  const limit = new Date(local.getFullYear(), local.getMonth(), local.getDate() + MAX_AHEAD_DAYS);
  const change = hours.getNextChange(local, limit);
  return { open: hours.getState(local) ? 'open' : 'closed', ...(change && { changesAt: asText(change) }) };
}

/** A date whose local fields (in the process's zone) are those of the clock in `timeZone`. */
function createWallClock(timeZone: string): (at: number) => Date {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const field = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
    return new Date(year, month - 1, day, hour, minute, second);
  };
}

function asText(local: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
  return `${day}T${two(local.getHours())}:${two(local.getMinutes())}`;
}
