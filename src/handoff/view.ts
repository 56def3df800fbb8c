import { windowEndsAt } from '../delivery/window.js';
import type { Conversation, Spoken } from '../store/conversations.js';
import type { Case, CaseView, Line } from './contract.js';

type Numbered = Spoken & { number: number };

interface Marks {
  medium?: string;
  deleted?: boolean;
  correctedAt?: number;
}

/** A transcript line as the console shows it; undefined for events. */
export function lineOf({ number, at, from, activity }: Numbered): Line | undefined {
  if (activity.type !== 'message') return undefined;
  const { medium, deleted, correctedAt } = (activity.channelData ?? {}) as Marks;
  const { id: file } = (activity.attachments?.[0]?.content ?? {}) as { id?: unknown };
  return {
    number,
    at,
    from,
    text: activity.text ?? '',
    ...(medium && medium !== 'text' && { medium }),
    ...(typeof file === 'string' && { file: true }),
    ...(deleted && { deleted: true }),
    ...(correctedAt !== undefined && { correctedAt }),
  };
}

/** All that a coordinator sees of a case. */
export function viewOf(kase: Case, conversation: Conversation, lines: Numbered[]): CaseView {
  const { slots, offered } = conversation.session;
  const place = slots.place?.value;
  const answers = {
    safe: slots.safe?.value,
    need: slots.need?.value,
    kind: slots.kind?.value,
    children: slots.children?.value,
    place: place && [place.postcode, place.city, place.region].filter(Boolean).join(' '),
  };
  return {
    case: kase,
    answers: Object.fromEntries(
      Object.entries(answers).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
    offered,
    lines: lines.map(lineOf).filter((line): line is Line => line !== undefined),
    windowEndsAt: windowEndsAt(conversation),
  };
}
