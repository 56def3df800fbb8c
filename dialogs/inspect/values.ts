/** The longest that can stand in the place of a value, in UTF-16 units; a list of languages names some twenty. */
const LONGEST: Readonly<Record<string, number>> = {
  /** BOT_NAME, or a coordinator's name. */
  name: 40,
  coordinator: 40,
  time: 5,
  date: 10,
  day: 12,
  list: 300,
  /** A time that has passed, in words. */
  ago: 20,
  /** How many wait before her. */
  ahead: 4,
  /** A need, and a place, as they are written in a summary. */
  topic: 60,
  place: 60,
  channel: 10,
};

const VALUE = /\{\{\s*(\w+)\s*\}\}/g;

/** A text with the longest values put in. */
export const withLongest = (text: string): string =>
  text.replace(VALUE, (_whole, name: string) => 'x'.repeat(LONGEST[name] ?? 0));

/** Values that a text names and nobody gives. */
export const unknownValues = (text: string): string[] =>
  [...text.matchAll(VALUE)].map(([, name = '']) => name).filter((name) => !Object.hasOwn(LONGEST, name));

/** The names of all values. */
export const VALUES = Object.keys(LONGEST);
