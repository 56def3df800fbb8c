import { MAX_CALL_NAME } from '../../dialogs/limits.js';
import type { Meaning } from '../../dialogs/meaning.js';
import type { AskedQuestion } from '../../dialogs/question.js';
import { FALLBACK } from '../locale/locale.js';
import { readKeepCode } from '../privacy/keepCodes.js';
import { everyDay } from './ownWord.js';
import type { Reader } from './perceive.js';

/** More words than a name has. */
const MOST_WORDS = 5;
/** From so many words on, what sounds like a topic or a place is one: "Soledad" is a name, "busco un abogado" is none. */
const A_SENTENCE = 3;

/** What is said to no name: yes, a topic; and no, which gives none. */
const EVERY_DAY = everyDay('skip');

/**
 * Her answer to how she wants to be called: her words as they are, or the choice that gives no name. Undefined: it is no
 * name, and means what it means everywhere.
 */
export function callName(
  text: string,
  meaning: Meaning,
  { answer, choices }: AskedQuestion,
  { matchAnswer }: Pick<Reader, 'matchAnswer'>,
): string | undefined {
  if (answer !== 'name') return undefined;
  const name = tidy(text);
  if (name.length > MAX_CALL_NAME) return undefined;
  const isProper = looksProper(name);
  if (isUrgent(meaning, isProper)) return undefined;
  const [first = ''] = name.split(' ');
  const meant = matchAnswer(name, EVERY_DAY, FALLBACK);
  if (isNo(meant) || isNo(matchAnswer(first, EVERY_DAY, FALLBACK))) return choices[0]?.value;
  const isOther = meant !== undefined || tellsOfHer(meaning) || (!isProper && isSpeech(name, meaning));
  return isOther || !canBeName(name) ? undefined : name;
}

const isNo = (meant: string | undefined): boolean => meant === 'no' || meant === 'skip';

/** On one line, without characters that nobody sees. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();

/** How one says one's name, in the five languages. */
const INTRODUCED =
  /^(me llamo|mi nombre es|soy|me chamo|meu nome é|(eu )?sou|je m.appelle|mon nom est|je suis|ik (heet|ben)|mijn naam is|my name is|i am|i.m)( a| la| o)? /i;
const PARTICLE = /^(de|del|da|das|do|dos|di|du|des|van|von|der|den|la|las|los|el|al|y|e)$/i;
const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]+([-'’]\p{L}+)*$/u;

/** Written as names are: "María del Carmen", "me llamo Bia". Capitals throughout are shouting, and no sign of a name. */
function looksProper(name: string): boolean {
  const bare = name.replace(INTRODUCED, '');
  const words = bare.split(' ').filter((word) => !PARTICLE.test(word));
  return words.length >= (bare === name ? 2 : 1) && words.every((word) => CAPITALISED.test(word));
}

/** Asks for something, or tells of danger; what is learnt from examples alone doubts the names of many women. */
function isUrgent({ danger, sure, because, command, request, safeWord }: Meaning, isProper: boolean): boolean {
  const isLearnt = !sure && because.every((reason) => /^(examples|sign|need)[:.]/.test(reason));
  const isDanger = danger !== 'none' && !(isProper && isLearnt);
  return isDanger || [command, request, safeWord].some(Boolean);
}

const tellsOfHer = ({ greeting, farewell, minor, forOther, supporter }: Meaning): boolean =>
  [greeting, farewell, minor, forOther, supporter].some(Boolean);

function isSpeech(name: string, { needs, place }: Meaning): boolean {
  const { length } = name.split(' ');
  return length > MOST_WORDS || (length >= A_SENTENCE && (needs.length > 0 || place !== undefined));
}

/** An address, a link, a question, a number or a code of ours is none. */
const canBeName = (name: string): boolean =>
  /\p{L}/u.test(name) && !/[@/\\:<>?¿]|\bwww\b|\.\p{L}{2}|\d{3}/iu.test(name) && readKeepCode(name)?.sure !== true;
