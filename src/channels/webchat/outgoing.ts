import type { Activity } from 'botbuilder';
import type { Grant } from './tokens.js';

export interface TranscriptEntry {
  /** Grows with each entry of a conversation; it is the watermark. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  activity: Partial<Activity>;
}

/** What a Direct Line client is shown of one entry: an explicit list, so that nothing internal slips out. */
export interface ShownActivity {
  type: 'message';
  id: string;
  timestamp: string;
  channelId: 'webchat';
  conversation: { id: string };
  from: { id: string; role: 'bot' | 'user'; name?: string };
  text: string;
  /** Of her own messages: by it a client knows the echo of what it sent. */
  channelData?: { clientActivityID: string };
  locale?: string;
  suggestedActions?: Activity['suggestedActions'];
}

export interface ActivitySet {
  activities: ShownActivity[];
  watermark: string;
}

const isHers = (activity: Partial<Activity>) => activity.from?.role === 'user';

function fromOf(activity: Partial<Activity>, user = 'person'): ShownActivity['from'] {
  if (isHers(activity)) return { id: user, role: 'user' };
  const name = activity.from?.name;
  return { id: 'bot', role: 'bot', ...(name && { name }) };
}

/** One entry as the client sees it; only messages are shown. */
function toShown({ conversationId, user }: Grant, entry: TranscriptEntry): ShownActivity {
  const { activity } = entry;
  const id = activity.id ?? `${conversationId}|${String(entry.number).padStart(7, '0')}`;
  return {
    type: 'message',
    id,
    timestamp: new Date(entry.at).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
    from: fromOf(activity, user),
    text: activity.text ?? '',
    ...(isHers(activity) && { channelData: { clientActivityID: id.slice(id.indexOf('|') + 1) } }),
    ...(activity.locale && { locale: activity.locale }),
    ...(activity.suggestedActions && { suggestedActions: activity.suggestedActions }),
  };
}

/** @param after the watermark these entries follow; it stays where there are none */
export function toActivitySet(grant: Grant, entries: TranscriptEntry[], after: number): ActivitySet {
  return {
    activities: entries.filter((entry) => entry.activity.type === 'message').map((entry) => toShown(grant, entry)),
    watermark: String(entries.at(-1)?.number ?? after),
  };
}

/** @returns 0 for anything that is not a watermark of ours: everything is shown again, nothing is lost */
export function readWatermark(text: string | undefined): number {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(number) ? number : 0;
}
