import type { Activity } from 'botbuilder';
import type { Meaning } from '../../dialogs/meaning.js';
import type { Session } from '../../dialogs/session.js';
import type { Case } from '../handoff/contract.js';
import { FALLBACK, type Locale } from '../locale/locale.js';
import type { Waiting } from '../store/conversations.js';
import { message } from './render.js';

/** So soon after a coordinator left, her next message still speaks to somebody who is gone. */
const LEFT_LATELY_MS = 30 * 60_000;

/** One message and what became of it. */
interface Turned {
  waiting: Waiting;
  meaning: Meaning;
  session: Session;
  /** Absent where the bot is silent. */
  decision?: { effects: { type: string }[] };
  /** Her case before it. */
  before?: Case;
}

/**
 * What is said once before an answer: that a text was too long to be read whole, that the coordinator is gone. Never
 * first, never beside danger, and nothing to somebody who is leaving.
 * @param wasClosed she had left before: whoever writes now learns of no coordinator, nor whoever is asked whether it is
 * still safe
 */
export function asides(turned: readonly Turned[], wasClosed: boolean, locale: Locale): Partial<Activity>[] {
  const last = turned.at(-1);
  // What an erasure leaves behind is its receipt alone.
  const isErased = last?.decision?.effects.some(({ type }) => type === 'erase');
  if (!last?.decision || isErased || last.session.closed || turned.some(({ meaning }) => meaning.danger !== 'none'))
    return [];
  const language = last.session.language ?? FALLBACK;
  const said = (key: string, values?: Record<string, string>) => locale.text(language, key, values) ?? [];
  const name = wasClosed || last.session.resume ? undefined : hasLeft(turned[0]);
  return [
    ...(name ? [said('common:coordinator.left', { name })].flat() : []),
    ...(turned.some(({ waiting }) => wasCut(waiting.activity)) ? [said('common:tooLong')].flat() : []),
  ].map((text) => message(text, language));
}

/** The coordinator who left since her last message, where she knew of one. */
function hasLeft(first: Turned | undefined): string | undefined {
  const { before, waiting } = first ?? {};
  if (!before || !waiting || before.introducedAt === undefined || before.endedAt === undefined) return undefined;
  const isNews = before.lastInboundAt < before.endedAt && waiting.at - before.endedAt <= LEFT_LATELY_MS;
  return isNews ? before.coordinator?.name : undefined;
}

/** What is kept of a longer text: its beginning and its end, where danger often stands. */
const KEPT_CHARACTERS = 4_096;

const wasCut = ({ channelData }: Partial<Activity>): boolean =>
  (channelData as { cut?: boolean } | undefined)?.cut === true;

/** An activity within bounds; one whose text was cut says so to whoever answers it. */
export function bounded(activity: Partial<Activity>): Partial<Activity> {
  const text = activity.text ?? '';
  if (text.length <= 2 * KEPT_CHARACTERS) return activity;
  const kept = `${text.slice(0, KEPT_CHARACTERS)} … ${text.slice(-KEPT_CHARACTERS)}`;
  return { ...activity, text: kept, channelData: { ...(activity.channelData as object | undefined), cut: true } };
}
