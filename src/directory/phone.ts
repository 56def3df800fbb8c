import { parsePhoneNumberFromString as parse } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { createRecent } from '../recent.js';

const SHORT_CODE = /^(?:1\d{2,3}|116\d{3})$/;
const BELGIUM = 'BE';
/** Numbers remembered as they are written: more than a directory has. */
const MOST = 10_000;
const written = createRecent<string, string>(MOST);

/** True for a short code as dialled ("112", "1712", "116000"). */
export function isShortCode(number: string): boolean {
  return SHORT_CODE.test(number);
}

/** True when somebody can dial it: a Belgian short code, or a number that exists by its country's plan. */
export function isDialable(number: string): boolean {
  return isShortCode(number) || parse(number, metadata)?.isValid() === true;
}

/** As people write it: "0800 30 030", "02 411 23 80", "116 000"; numbers of other countries with their prefix. */
export const displayNumber = (number: string): string => written(number, () => asWritten(number));

function asWritten(number: string): string {
  if (number.length === 6) return `${number.slice(0, 3)} ${number.slice(3)}`;
  const parsed = isShortCode(number) ? undefined : parse(number, metadata);
  if (!parsed) return number;
  return parsed.country === BELGIUM ? parsed.formatNational() : parsed.formatInternational();
}
