import type { Consent } from '../../dialogs/session.js';
import { windowEndsAt } from '../delivery/window.js';
import type { Conversation, Spoken } from '../store/conversations.js';
import { linesBefore } from './before.js';
import type { Case, CaseView, ConsentView, Line } from './contract.js';

type Numbered = Spoken & { number: number };

/** Finds the words that a version of a flow had. */
export type Wording = (consent: Consent) => Promise<ConsentView['words']>;

interface Marks {
  medium?: string;
  deleted?: boolean;
  correctedAt?: number;
}

/** A transcript line as the console shows it; undefined for events. */
export function lineOf(
  { number, at, from, activity }: Numbered,
  conversation?: Pick<Conversation, 'heldBack'>,
): Line | undefined {
  if (activity.type !== 'message') return undefined;
  const { medium, deleted, correctedAt } = (activity.channelData ?? {}) as Marks;
  const { id: file } = (activity.attachments?.[0]?.content ?? {}) as { id?: unknown };
  const isHeld = conversation?.heldBack?.some(({ id }) => id === activity.id);
  return {
    number,
    at,
    from,
    text: activity.text ?? '',
    ...(medium && medium !== 'text' && { medium }),
    ...(typeof file === 'string' && { file: true }),
    ...(deleted && { deleted: true }),
    ...(correctedAt !== undefined && { correctedAt }),
    ...(isHeld && { state: 'held' }),
    ...(from === 'coordinator' && activity.id !== undefined && { replyId: activity.id }),
  };
}

/** What she agreed to or refused, with its words where they are still kept. */
export function consentsOf({ session }: Conversation, wording: Wording): Promise<ConsentView[]> {
  return Promise.all(
    (session.consents ?? []).map(async (consent) => {
      const { name, at, answer, language } = consent;
      const words = await wording(consent);
      return { name, at, answer, ...(language && { language }), ...(words && { words }) };
    }),
  );
}

/** All that a coordinator sees of a case. */
export function viewOf(kase: Case, conversation: Conversation, lines: Numbered[]): CaseView {
  const { slots, offered, callName } = conversation.session;
  const place = slots.place?.value;
  const answers = {
    safe: slots.safe?.value,
    need: slots.need?.value,
    kind: slots.kind?.value,
    children: slots.children?.value,
    contact: slots.contact?.value,
    place: place && [place.postcode, place.city, place.region].filter(Boolean).join(' '),
  };
  return {
    case: kase,
    answers: Object.fromEntries(
      Object.entries(answers).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
    ...(callName?.name !== undefined && { callName: callName.name }),
    offered,
    lines: lines.flatMap((line) => [...linesBefore(line.activity), lineOf(line, conversation) ?? []].flat()),
    windowEndsAt: windowEndsAt(conversation),
  };
}
