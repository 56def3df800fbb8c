const IN_BRACKETS = /\([^)]*\)/g;
const DATE = /\b(?:19|20)\d{2}(?:-\d{2}(?:-\d{2})?)?\b/g;

/**
 * The latest date that a source names ("2026-08-06; 2020-04" gives 2026-08-06), as exact as it is written: a day, a
 * month or a year. Remarks in brackets are no dates of the source. Undefined: the source carries no date.
 */
export function latestDate(sourceDate: string): string | undefined {
  return sourceDate.replace(IN_BRACKETS, ' ').match(DATE)?.sort().at(-1);
}

/** True for a text that names a date or says plainly that there is none. */
export function isDatedOrSaysUndated(sourceDate: string): boolean {
  return latestDate(sourceDate) !== undefined || sourceDate.includes('undated');
}
