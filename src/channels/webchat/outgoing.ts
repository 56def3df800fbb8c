import type { Activity } from 'botbuilder';

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
  from: { id: 'bot' | 'person'; role: 'bot' | 'user'; name?: string };
  text: string;
  locale?: string;
  suggestedActions?: Activity['suggestedActions'];
}

export interface ActivitySet {
  activities: ShownActivity[];
  watermark: string;
}

function fromOf(activity: Partial<Activity>): ShownActivity['from'] {
  if (activity.from?.role === 'user') return { id: 'person', role: 'user' };
  const name = activity.from?.name;
  return { id: 'bot', role: 'bot', ...(name && { name }) };
}

/** One entry as the client sees it; only messages are shown. */
function toShown(conversationId: string, entry: TranscriptEntry): ShownActivity {
  const { activity } = entry;
  return {
    type: 'message',
    id: activity.id ?? `${conversationId}|${String(entry.number).padStart(7, '0')}`,
    timestamp: new Date(entry.at).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
    from: fromOf(activity),
    text: activity.text ?? '',
    ...(activity.locale && { locale: activity.locale }),
    ...(activity.suggestedActions && { suggestedActions: activity.suggestedActions }),
  };
}

/** @param after the watermark these entries follow; it stays where there are none */
export function toActivitySet(conversationId: string, entries: TranscriptEntry[], after: number): ActivitySet {
  return {
    activities: entries
      .filter((entry) => entry.activity.type === 'message')
      .map((entry) => toShown(conversationId, entry)),
    watermark: String(entries.at(-1)?.number ?? after),
  };
}

/** @returns 0 for anything that is not a watermark of ours: everything is shown again, nothing is lost */
export function readWatermark(text: string | undefined): number {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(number) ? number : 0;
}
