import { OWN_WORD } from '../../dialogs/limits.js';
import { type Meaning, tellsOfViolence } from '../../dialogs/meaning.js';
import { WORD } from '../../dialogs/names.js';
import type { AskedQuestion } from '../../dialogs/question.js';
import type { Session } from '../../dialogs/session.js';
import { NEEDS } from '../../dialogs/terms.js';
import { FALLBACK } from '../locale/locale.js';
import type { Reader } from './perceive.js';

/** Longer messages are no word of hers; they are not even looked at. */
const MOST_READ = 4 * OWN_WORD.max;

/** A whole message as a word of her own is compared: without accents, capitals and signs. Undefined: it cannot be one. */
export function wordIn(text: string): string | undefined {
  if (text.length > MOST_READ) return undefined;
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .trim();
  const { length } = [...folded];
  return length >= OWN_WORD.min && length <= OWN_WORD.max ? folded : undefined;
}

/** What she answers on most days: neither a word that hides nor a name may be among it. */
export const everyDay = (...more: string[]) => ({
  choices: ['yes', 'no', ...more, ...NEEDS].map((value) => ({ value, title: value })),
});
const EVERY_DAY = everyDay();

/** Her answer to the question for a word of her own, where it can be one: nothing that women write every day. */
export function ownWord(
  said: string | undefined,
  meaning: Meaning,
  { answer }: AskedQuestion,
  reader: Pick<Reader, 'matchAnswer'>,
): string | undefined {
  if (answer !== 'word' || said === undefined) return undefined;
  const isNumber = !/[\p{L}\p{Extended_Pictographic}]/u.test(said);
  const isEveryDay = reader.matchAnswer(said, EVERY_DAY, FALLBACK) !== undefined;
  return isNumber || isEveryDay || meansSomething(meaning) ? undefined : said;
}

/** What the bot understands in every state, violence, or a place. A word that may tell of danger is asked about instead. */
const meansSomething = (meaning: Meaning): boolean =>
  meaning.danger !== 'none' ||
  tellsOfViolence(meaning) ||
  [meaning.command, meaning.request, meaning.returns, meaning.safeWord, meaning.greeting, meaning.place].some(Boolean);

/** Stands in the transcript where she wrote a word of her own. */
export const SECRET = '•••';

/** True when a message is one of her own words. */
export const isOwn = ({ own }: Session, said: string | undefined): boolean =>
  said !== undefined && (own?.hide === said || own?.back === said);

/** The same, as they were before the message or are since. */
export const isSecret = (before: Session, after: Session, said: string | undefined): boolean =>
  isOwn(before, said) || isOwn(after, said);

/** True where nobody could look at what a message is, and it may be one of them. */
export const mayBeSecret = (session: Session, said: string | undefined): boolean =>
  isOwn(session, said) || (said !== undefined && session.at?.flow === WORD);
