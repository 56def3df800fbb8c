import type { MessageInput } from '../../dialogs/input.js';
import { type Meaning, NOTHING, type Place } from '../../dialogs/meaning.js';
import type { AskedQuestion, OpenAnswer } from '../../dialogs/question.js';
import type { Session } from '../../dialogs/session.js';
import { MEDIA, type Medium } from '../../dialogs/terms.js';
import { FALLBACK, type Locale } from '../locale/locale.js';
import type { Waiting } from '../store/conversations.js';
import { callName } from './callName.js';
import { isOwn, ownWord, wordIn } from './ownWord.js';
import { asksForMore } from './paging.js';

/** What understanding offers; pure and synchronous. */
export interface Reader {
  understand(text: string, context: { language?: Session['language'] }): Meaning;
  matchAnswer(
    text: string,
    question: { slot?: string; answer?: OpenAnswer; choices: { value: string; title: string }[] },
    language: NonNullable<Session['language']>,
  ): string | undefined;
  placeAt(latitude: number, longitude: number): Place | undefined;
}

interface Tap {
  slot: string;
  value: string;
}

const tapOf = (value: unknown): Tap | undefined => {
  const { slot, value: chosen } = (value ?? {}) as Partial<Tap>;
  return typeof slot === 'string' && typeof chosen === 'string' ? { slot, value: chosen } : undefined;
};

function mediumOf(waiting: Waiting): Medium {
  const medium = (waiting.activity.channelData as { medium?: string } | undefined)?.medium;
  return MEDIA.find((known) => known === medium) ?? 'text';
}

function locationOf(waiting: Waiting, reader: Reader): Place | undefined {
  const { location } = (waiting.activity.channelData ?? {}) as { location?: { latitude: number; longitude: number } };
  return location && reader.placeAt(location.latitude, location.longitude);
}

/** A button of an earlier question counts as its value in words; "more" as what stands on it, and where it is asked, as nothing. */
function wordsOf(waiting: Waiting, tap: Tap | undefined, isAsked: boolean): string {
  if (tap && !asksForMore(waiting)) return tap.value;
  return tap && isAsked ? '' : (waiting.activity.text ?? '');
}

/** Turns a waiting message into the core's input: what it means, and which choice of the question on screen it takes. */
export function perceive(
  waiting: Waiting,
  session: Session,
  question: AskedQuestion | undefined,
  deps: { reader: Reader; locale: Locale },
): MessageInput {
  const base = { type: 'message', at: waiting.at } as const;
  const tap = tapOf(waiting.activity.value);
  const tapped = question?.choices.find(({ slot, value }) => slot === tap?.slot && value === tap?.value);
  if (tapped) return { ...base, medium: 'choice', meaning: NOTHING, answer: tapped.value };
  const medium = mediumOf(waiting);
  if (medium === 'location')
    return { ...base, medium, meaning: { ...NOTHING, place: locationOf(waiting, deps.reader) } };
  const text = wordsOf(waiting, tap, question !== undefined);
  if (medium !== 'text' && medium !== 'choice')
    return { ...base, medium, meaning: deps.reader.understand(text, session) };
  const meaning = deps.reader.understand(text, { language: session.language });
  const said = wordIn(text);
  const choices = question ? titled(session, question, deps) : [];
  const chosen = question && answerIn(text, session, question, choices, deps.reader);
  const word =
    question && chosen === undefined
      ? (ownWord(said, meaning, question, deps.reader) ?? callName(text, meaning, question, deps.reader))
      : undefined;
  // A word of her own, or her name, means nothing else, whatever it sounds like.
  const isLabel = choices.some(({ value, title }) => value === chosen && wordIn(title) === said);
  const meant = word !== undefined || isOwn(session, said) ? NOTHING : isLabel ? withoutRequest(meaning) : meaning;
  return { ...base, medium: 'text', meaning: meant, answer: chosen ?? word, ...(said !== undefined && { said }) };
}

/** The very words of a choice on screen answer its question, also where elsewhere they ask for something. */
const withoutRequest = ({ command: _asked, request: _set, ...meaning }: Meaning): Meaning => meaning;

interface Titled {
  value: string;
  title: string;
}

function titled(
  { language = FALLBACK }: Session,
  { choices }: AskedQuestion,
  { locale }: { locale: Locale },
): Titled[] {
  return choices.map(({ value, text }) => ({ value, title: locale.text(language, text) ?? value }));
}

function answerIn(
  text: string,
  { language = FALLBACK }: Session,
  { slot, answer }: AskedQuestion,
  choices: Titled[],
  reader: Reader,
): string | undefined {
  return reader.matchAnswer(text, { slot, answer, choices }, language);
}
