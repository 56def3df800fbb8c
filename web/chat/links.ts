/** A piece of a message: words, or words that lead somewhere. */
export interface Piece {
  text: string;
  href?: string;
}

const URL_PATTERN = String.raw`https:\/\/[^\s<>"'«»]*[^\s<>"'«».,;:!?)\]]`;
/** A number in the international form or with its leading zero, grouped by spaces, dots, dashes or slashes. */
const LONG_NUMBER = String.raw`(?<![\d/+.-])(?:\+|00?)\d[\d ./-]{6,16}\d(?![\d/-])`;
const SHORT_NUMBER = String.raw`(?<![\d.,+€-]|€ )\b\d{3}(?: ?\d{3}|\d)?\b(?![\d€%-]|[.,:]\d| ?€)`;
const LINK = new RegExp(`${URL_PATTERN}|${LONG_NUMBER}|${SHORT_NUMBER}`, 'gu');
const DATE = /\d{1,2}[./-]\d{1,2}[./-]\d{4}/;

function telOf(written: string, lines: string[]): string | undefined {
  const digits = written.replace(/\D/g, '');
  if (lines.includes(digits)) return `tel:${digits}`;
  if (DATE.test(written)) return undefined;
  const international = /^(?:\+|00)/.test(written);
  const fits = international ? digits.length >= 9 && digits.length <= 15 : /^0\d{8,9}$/.test(digits);
  return fits ? `tel:${written.startsWith('+') ? '+' : ''}${digits}` : undefined;
}

/**
 * Splits a text into plain pieces, https addresses and numbers to call.
 * @param lines short numbers that may be called, such as 112; other short figures stay plain
 */
export function toPieces(text: string, lines: string[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const [found] = match;
    const href = found.startsWith('https:') ? found : telOf(found, lines);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}
