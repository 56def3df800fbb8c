/**
 * Forms in which the platform writes one and the same number, and the one we know it by. Sources: the ninth digit of
 * Brazil's mobile numbers (Anatel, since 2016), the former mobile prefixes 521 of Mexico and 549 of Argentina.
 */
const FORMS: readonly [RegExp, string][] = [
  // Mobile numbers began with 6 to 9 before they had a ninth digit; landlines, which begin with 2 to 5, gain none.
  [/^55(\d{2})([6-9]\d{7})$/, '55$19$2'],
  [/^521(\d{10})$/, '52$1'],
  [/^549(\d{10})$/, '54$1'],
];

/** For knowing a number again only: an answer goes to the number as it was given. @param value digits; anything else stays */
export function sameNumber(value: string): string {
  const form = FORMS.find(([pattern]) => pattern.test(value));
  return form ? value.replace(...form) : value;
}
