/** Phones made so far, kept by the browser, so that a reload shows the same people. */
const KEY = 'people';
const FIRST = '32470000001';

export function readPeople(): string[] {
  const kept = localStorage.getItem(KEY)?.split('\n').filter(Boolean) ?? [];
  return kept.length > 0 ? kept : [FIRST];
}

export function keepPeople(people: string[]): string[] {
  localStorage.setItem(KEY, people.join('\n'));
  return people;
}

/** A number that no other phone here has. */
export function newNumber(people: string[]): string {
  const numbers = people.map((name) => Number(name.split('/')[0])).filter(Number.isFinite);
  return String(Math.max(Number(FIRST) - 1, ...numbers) + 1);
}

/** Digits, a user id such as ES.123, or both with a slash between. */
export const NAME = '\\d{3,20}(/[A-Z]{2}\\.[A-Za-z0-9]{1,128})?|[A-Z]{2}\\.[A-Za-z0-9]{1,128}';
