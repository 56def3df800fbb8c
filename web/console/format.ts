import type { Say } from './texts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const whole = (part: number, of: number) => Math.floor(part / of);

/** A stretch of time in words; milliseconds. */
export function stretch(say: Say, time: number): string {
  if (time < MINUTE) return say('time.now');
  if (time < HOUR) return say('time.minutes', { n: whole(time, MINUTE) });
  if (time < DAY) return say('time.hours', { n: whole(time, HOUR), m: whole(time % HOUR, MINUTE) });
  return say('time.days', { n: whole(time, DAY), m: whole(time % DAY, HOUR) });
}

export const clockTime = (say: Say, at: number): string =>
  new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

export const dayAndTime = (say: Say, at: number): string =>
  new Intl.DateTimeFormat(say.language, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** A language by its own name; the tag where the browser knows none. */
export function languageName(say: Say, tag: string): string {
  return new Intl.DisplayNames([say.language], { type: 'language' }).of(tag) ?? tag;
}

/** Signs that change the direction of text or hide in it; joiners of emoji are left alone. */
const HIDDEN_SIGNS = /[\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/** Shows what is meant to stay unseen, so that a text cannot pretend to be another. */
export const visible = (text: string): string =>
  text.replace(HIDDEN_SIGNS, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
