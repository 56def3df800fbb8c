/** How much of a message is read at its beginning, and again at its end: danger often stands at the end of a dictation. */
export const READ_CHARACTERS = 4096;

/** A message as words: folded, in order, `.` where a sentence ends; `pause[i]`: a comma or dash stood before word i. */
export interface Words {
  words: string[];
  pause: boolean[];
}

export const SENTENCE_END = '.';

const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bst\.\s*(?=[a-z])/g, 'st '],
  [/\bcan['’]t\b/g, 'can not'],
  [/\bwon['’]t\b/g, 'will not'],
  [/n['’]t\b/g, ' not'],
  [/\b(he|she|it|that|there|who|what|husband|boyfriend|ex|partner|dad|father)['’]s\b/g, '$1 is'],
  [/['’]m\b/g, ' am'],
  [/['’]re\b/g, ' are'],
  [/['’]ll\b/g, ' will'],
  [/['’]ve\b/g, ' have'],
  [/\b([mz])['’]n\b/g, '$1ijn'],
];

const LETTERS_FOR_DIGITS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};
/** Most texts need no unfolding; this spares them the cost. */
const PLAIN = /^[\x20-\x7e]*$/;
const MASKED = /[01345@$*_!]/;
const PAUSES = ',:()–—';
const TOKEN = /[\p{L}\p{N}]+|[.!?;\n\r…]|[,:()–—€]|\p{Extended_Pictographic}/gu;

/** The beginning and the end of a long text; shorter texts as they are. */
export function bounded(text: string): string {
  if (text.length <= 2 * READ_CHARACTERS) return text;
  return `${text.slice(0, READ_CHARACTERS)}\n${text.slice(-READ_CHARACTERS)}`;
}

/** Lower case, without accents, ligatures, skin tones or letters repeated for emphasis. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/([a-z])\1{2,}/g, '$1');
  return foldUnicode(text).replace(/(\p{L})\1{2,}/gu, '$1');
}

function foldUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o');
}

/** Splits a message into folded words. Never throws, whatever the string holds. */
export function toWords(text: string): Words {
  const words: string[] = [];
  const pause: boolean[] = [];
  let paused = false;
  for (const [token] of expand(fold(bounded(text))).matchAll(TOKEN)) {
    if (PAUSES.includes(token)) paused = true;
    else {
      const word = /^[.!?;\n\r…]$/.test(token) ? SENTENCE_END : token;
      if (word === SENTENCE_END && words.at(-1) === SENTENCE_END) continue;
      words.push(word);
      pause.push(paused);
      paused = false;
    }
  }
  return { words, pause };
}

function expand(folded: string): string {
  const plain = unmask(folded);
  return /['’]|st\./.test(plain) ? CONTRACTIONS.reduce((text, [from, to]) => text.replace(from, to), plain) : plain;
}

/** Undoes `m4tar`, `su!cide` and `su*cidio`: signs put into a word so that nobody finds it. */
function unmask(folded: string): string {
  if (!MASKED.test(folded)) return folded;
  return folded
    .replace(/(?<=\p{L})[01345@$](?=\p{L})/gu, (sign) => LETTERS_FOR_DIGITS[sign] ?? sign)
    .replace(/(?<=\p{L})[*_](?=\p{L})/gu, '')
    .replace(/(?<=\p{L})!(?=\p{L})/gu, 'i');
}

/** Words without sentence ends, joined: for comparing whole short messages. */
export function plain(text: string): string {
  return toWords(text)
    .words.filter((word) => word !== SENTENCE_END)
    .join(' ');
}
