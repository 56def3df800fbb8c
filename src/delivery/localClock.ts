const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** The organisation's clock, whatever the zone of the process. */
export interface LocalClock {
  /** Minutes since midnight there, 0 to 1,439. @param at milliseconds since 1970 */
  minuteOfDay(at: number): number;
  /** The day there, as dd/mm/yyyy. */
  day(at: number): string;
  /** The next time at which it is `minute` there (minutes since midnight), `at` itself included; milliseconds since 1970. */
  next(minute: number, at: number): number;
}

/** @throws RangeError for a time zone that does not exist */
export function createLocalClock(timeZone: string): LocalClock {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
  const date = new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
  const minuteOfDay = (at: number) => {
    const [hour = 0, minute = 0] = time.format(at).split(':').map(Number);
    return hour * 60 + minute;
  };
  return {
    minuteOfDay,
    day: (at) => date.format(at),
    next(minute, at) {
      const wait = (minute - minuteOfDay(at) + DAY_MINUTES) % DAY_MINUTES;
      const then = Math.floor(at / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS;
      // The clocks may have changed in between.
      return then + (minute - minuteOfDay(then)) * MINUTE_MS;
    },
  };
}
