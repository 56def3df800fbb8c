import { MAX_CALL_NAME } from '../../dialogs/limits.js';
import type { Meaning } from '../../dialogs/meaning.js';
import type { AskedQuestion } from '../../dialogs/question.js';
import { NEEDS } from '../../dialogs/terms.js';
import { FALLBACK } from '../locale/locale.js';
import { readKeepCode } from '../privacy/keepCodes.js';
import type { Reader } from './perceive.js';

/** More words than a name has. */
const MOST_WORDS = 5;
/** From so many words on, what sounds like a topic or a place is one: "Soledad" is a name, "busco un abogado" is none. */
const A_SENTENCE = 3;

/** What is said to no name: yes, a topic; and no, which gives none. */
const EVERY_DAY = { choices: ['yes', 'no', 'skip', ...NEEDS].map((value) => ({ value, title: value })) };

/**
 * Her answer to how she wants to be called: her words as they are, or the choice that gives no name. Undefined: it is no
 * name, and means what it means everywhere.
 */
export function callName(
  text: string,
  meaning: Meaning,
  { answer, choices }: AskedQuestion,
  reader: Pick<Reader, 'matchAnswer'>,
): string | undefined {
  if (answer !== 'name' || isHeard(meaning)) return undefined;
  const name = tidy(text);
  if (name.length > MAX_CALL_NAME) return undefined;
  const [first = '', ...rest] = name.split(' ');
  const meant = reader.matchAnswer(name, EVERY_DAY, FALLBACK);
  if (isNo(meant) || isNo(reader.matchAnswer(first, EVERY_DAY, FALLBACK))) return choices[0]?.value;
  const words = rest.length + 1;
  const isSpeech = words > MOST_WORDS || (words >= A_SENTENCE && (meaning.needs.length > 0 || meaning.place));
  return meant !== undefined || isSpeech || !looksLikeName(name) ? undefined : name;
}

const isNo = (meant: string | undefined): boolean => meant === 'no' || meant === 'skip';

/** On one line, without characters that nobody sees. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();

/** An address, a link, a question, a number or a code of ours is none. */
const looksLikeName = (name: string): boolean =>
  /\p{L}/u.test(name) && !/[@/\\:<>?¿]|\bwww\b|\.\p{L}{2}|\d{3}/iu.test(name) && readKeepCode(name)?.sure !== true;

/** What the bot understands in every state. A word that may tell of danger is asked about instead. */
const isHeard = (meaning: Meaning): boolean =>
  meaning.danger !== 'none' ||
  [meaning.command, meaning.request, meaning.safeWord, meaning.greeting, meaning.farewell].some(Boolean) ||
  [meaning.minor, meaning.forOther, meaning.supporter].some(Boolean);
