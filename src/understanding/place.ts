import type { Place } from '../../dialogs/meaning.js';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { distance } from './distance.js';
import { SENTENCE_END, type Words } from './fold.js';
import { createGazetteer, type Gazetteer } from './gazetteer.js';
import { createPhrases, type Phrases } from './phrases.js';
import type { PlaceFacts } from './placeFacts.js';
import type { WordsData } from './words/data.js';

export interface PlaceReader {
  /** Where she lives now, as far as the message tells. */
  read(words: Words): Place | undefined;
}

/** Years of lives and papers: a postcode only where the words around say so. */
const FIRST_YEAR = 1930;
const LAST_YEAR = 2040;
const MISSPELT_FROM = 6;
const LONGEST_NAME = 6;
/** Such sums are commoner than such postcodes. */
const ROUND = 50;
/** How many words may stand between "I live in" and the place. */
const CONTEXT = 3;

interface Candidate {
  place: Place;
  start: number;
  end: number;
  /** May be another word, a year or a sum, unless the words before say that she lives there. */
  doubtful: boolean;
}

type Standing = 'lives' | 'elsewhere' | 'open';

/** @param common words that are also village names, believed only in context */
export function createPlaceReader(
  facts: PlaceFacts,
  words: Partial<Record<Language, WordsData>>,
  common: ReadonlySet<string>,
): PlaceReader {
  const basic = new Set(Object.values(words).flatMap((data) => [...data.function, ...data.known]));
  const gazetteer = createGazetteer(facts, common, basic);
  const contexts = createPhrases<Standing>(
    LANGUAGES.flatMap((language) => [
      { tag: 'lives' as const, patterns: words[language]?.livesIn ?? [], sets: words[language]?.sets ?? {} },
      { tag: 'elsewhere' as const, patterns: words[language]?.notLivesIn ?? [], sets: words[language]?.sets ?? {} },
    ]),
  );
  return { read: (message) => readPlace(message, gazetteer, contexts, common) };
}

function readPlace(
  message: Words,
  gazetteer: Gazetteer,
  contexts: Phrases<Standing>,
  common: ReadonlySet<string>,
): Place | undefined {
  const found = contexts.find(message);
  const count = message.words.filter((word) => word !== SENTENCE_END).length;
  const placed = candidatesOf(message, gazetteer, common).flatMap((candidate) => {
    const standing = standingOf(candidate, found, message);
    const whole = count - (candidate.end - candidate.start) <= 1;
    return candidate.doubtful && standing !== 'lives' && !whole ? [] : [{ ...candidate, standing }];
  });
  const stated = placed.filter(({ standing }) => standing === 'lives');
  const open = placed.filter(({ standing }) => standing === 'open');
  return mostExact(stated) ?? mostExact(open);
}

/** The last stated wins; a postcode or town right beside it is more exact than the region's name. */
function mostExact(candidates: readonly Candidate[]): Place | undefined {
  const last = candidates.at(-1)?.place;
  if (!last) return undefined;
  const same = candidates.map(({ place }) => place).filter(({ region }) => region === last.region);
  if (last.postcode !== undefined) return last;
  return same.findLast(({ postcode }) => postcode !== undefined) ?? last;
}

/** What the nearest words before say of the place. */
function standingOf(
  candidate: Candidate,
  found: readonly { tag: Standing; start: number; end: number }[],
  { words, pause }: Words,
): Standing {
  const before = found.filter(
    ({ start, end }) =>
      end <= candidate.start && candidate.start - end <= CONTEXT && !pause.slice(start + 1, end).includes(true),
  );
  const inSentence = before.filter(({ end }) => !words.slice(end, candidate.start).includes(SENTENCE_END));
  return inSentence.sort((a, b) => b.end - a.end || a.start - b.start)[0]?.tag ?? 'open';
}

function candidatesOf(message: Words, gazetteer: Gazetteer, common: ReadonlySet<string>): Candidate[] {
  const { words } = message;
  const candidates: Candidate[] = [];
  for (let start = 0; start < words.length; start++) {
    const candidate = postcodeAt(words, start, gazetteer) ?? nameAt(words, start, gazetteer, common);
    if (!candidate) continue;
    candidates.push(candidate);
    start = candidate.end - 1;
  }
  return candidates;
}

const UNITS =
  /^(€|eur|euro|euros|personas|pessoas|personnes|people|mensen|km|kilometros|pesos|reais|dolares|dollars|anos|ans|jaar|years|horas|heures|uur|usd|soles|bs)$/;
const SUMS =
  /^(€|pago|paga|pagar|gano|gana|debo|debe|deben|cuesta|costaba|pay|owe|earn|deve|devem|ganho|custa|paie|paye|gagne|dois|doit|coute|betaal|verdien|kost|loyer|huur|rent|sueldo|caucao|fianca|garantia|garantie|waarborg|deposit|caution|envia|envoie|mandan|stuurt|sueldo|salario|salaire|loon|renta|alquiler|aluguel|año|ano|annee|jaar|year|depuis|desde|sinds|since|until|hasta)$/;

function postcodeAt(words: readonly string[], start: number, gazetteer: Gazetteer): Candidate | undefined {
  const word = words[start] ?? '';
  const [, digits] = /^b?(\d{4})$/.exec(word) ?? [];
  const place = digits === undefined ? undefined : gazetteer.postcode(digits);
  if (!digits || !place || isNumber(words[start - 1]) || isNumber(words[start + 1])) return undefined;
  if (UNITS.test(words[start + 1] ?? '') || SUMS.test(words[start - 1] ?? '')) return undefined;
  const isYear = Number(digits) >= FIRST_YEAR && Number(digits) <= LAST_YEAR;
  const isRound = Number(digits) % ROUND === 0 && !PREPOSITION.test(words[start - 1] ?? '');
  const named =
    gazetteer.longest(words, start + 1, LONGEST_NAME) !== undefined ||
    /^(cp|postcode|postal|code|codigo|zip)$/.test(words[start - 1] ?? '');
  return { place, start, end: start + 1, doubtful: (isYear || isRound) && !named };
}

/** After one of these a name that is also a word ("Forest", "Mons") is the place. */
const PREPOSITION = /^(en|em|a|au|in|te|at|vers)$/;

const isNumber = (word: string | undefined): boolean => word !== undefined && /^\d+$/.test(word);

function nameAt(words: readonly string[], start: number, gazetteer: Gazetteer, common: ReadonlySet<string>) {
  const exact = gazetteer.longest(words, start, LONGEST_NAME);
  const isPlace = exact?.telling && PREPOSITION.test(words[start - 1] ?? '');
  if (exact) return { ...exact, doubtful: exact.doubtful && !isPlace, start, end: start + exact.length };
  const word = words[start] ?? '';
  if (word.length < MISSPELT_FROM || common.has(word)) return undefined;
  const near = gazetteer.nearest(word, (a, b) => distance(a, b, word.length >= 9 ? 2 : 1));
  return near && { place: near.place, start, end: start + 1, doubtful: near.doubtful };
}
