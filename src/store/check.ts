import type { Change, Condition, Read, Step } from './contract.js';

/** Longest key and longest member of a set, in UTF-8 bytes; together they fit one key of the embedded store. */
export const MAX_KEY_BYTES = 400;
export const MAX_MEMBER_BYTES = 400;
/** Ends the key under which a driver keeps the numbers of a tag's leases; callers may not use it. */
export const FENCE_SUFFIX = '#fence';

type Part = Condition | Change | Read;

/** The tag of a key, braces included: `{s017}`. @throws TypeError where the key has none */
export function tagOf(key: string): string {
  const end = key.startsWith('{') ? key.indexOf('}') : -1;
  if (end < 2) throw new TypeError('A store key starts with its tag in braces.');
  return key.slice(0, end + 1);
}

/** Refuses a wrong call before anything is written, so that neither driver can stop halfway. @throws TypeError */
export function checkSteps(tag: string, steps: Step[]): void {
  refuseUnless(tagOf(tag) === tag, 'A tag stands in braces.');
  for (const { conditions, changes, reads } of steps)
    for (const parts of [conditions, changes, reads]) for (const part of parts ?? []) checkPart(tag, part);
}

function checkPart(tag: string, part: Part): void {
  refuseUnless(part.key.startsWith(tag), 'All keys of one transaction carry its tag.');
  refuseUnless(!part.key.endsWith(FENCE_SUFFIX), `A store key does not end with ${FENCE_SUFFIX}.`);
  refuseUnless(isShort(part.key, MAX_KEY_BYTES), 'A store key is too long.');
  if ('member' in part) refuseUnless(isShort(part.member, MAX_MEMBER_BYTES), 'A member is too long.');
  if ('at' in part) refuseUnless(Number.isSafeInteger(part.at), 'A time is in whole milliseconds.');
  if ('before' in part) refuseUnless(Number.isSafeInteger(part.before), 'A time is in whole milliseconds.');
  if ('by' in part && part.by !== undefined) refuseUnless(/^[\w-]{1,40}$/.test(part.by), 'An asker is a short word.');
  if ('number' in part) checkNumber(part.number);
  if ('after' in part && part.after !== undefined) checkNumber(part.after);
  if ('ttlMs' in part && part.ttlMs !== undefined) checkCount(part.ttlMs, 'A time to live');
  if ('limit' in part && part.limit !== undefined) checkCount(part.limit, 'A limit');
}

/** A unit of a string has at most three bytes, so that most need no counting. */
const isShort = (text: string, most: number): boolean => 3 * text.length <= most || Buffer.byteLength(text) <= most;

function checkNumber(number: number): void {
  refuseUnless(Number.isSafeInteger(number) && number >= 0, 'The number of an entry is a whole number.');
}

function checkCount(count: number, what: string): void {
  refuseUnless(Number.isSafeInteger(count) && count > 0, `${what} is a whole number above zero.`);
}

function refuseUnless(holds: boolean, otherwise: string): void {
  if (!holds) throw new TypeError(otherwise);
}
