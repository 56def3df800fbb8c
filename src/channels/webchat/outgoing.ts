import type { Activity } from 'botbuilder';
import { toMessageBacks } from '../messageBack.js';
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
  type: 'message' | 'event' | 'endOfConversation';
  id: string;
  timestamp: string;
  channelId: 'webchat';
  conversation: { id: string };
  from: { id: string; role: 'bot' | 'user'; name?: string };
  text: string;
  locale?: string;
  suggestedActions?: Activity['suggestedActions'];
  channelData?: ShownData;
  /** Of a hand-off's status: its name and state. */
  name?: string;
  value?: { state: string };
}

/** What a page may know beside the words: that she may want to keep them, and where they can be heard. */
export interface ShownData {
  /** Of her own messages: by it a client knows the echo of what it sent. */
  clientActivityID?: string;
  keep?: true;
  audio?: string;
}

/** Bot Framework's event of a hand-off: a person is here, or no more. */
const HANDOFF_STATUS = 'handoff.status';

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

function dataOf(activity: Partial<Activity>, id: string): ShownData | undefined {
  const { keep, audio } = (activity.channelData ?? {}) as { keep?: unknown; audio?: unknown };
  const data = {
    ...(isHers(activity) && { clientActivityID: id.slice(id.indexOf('|') + 1) }),
    ...(keep === true && { keep: true as const }),
    ...(typeof audio === 'string' && { audio }),
  };
  return Object.keys(data).length > 0 ? data : undefined;
}

function choicesOf({ suggestedActions }: Partial<Activity>): Pick<ShownActivity, 'suggestedActions'> {
  if (!suggestedActions) return {};
  return { suggestedActions: { ...suggestedActions, actions: toMessageBacks(suggestedActions.actions) } };
}

type Frame = Omit<ShownActivity, 'type' | 'value'>;

function frameOf({ conversationId, user }: Grant, entry: TranscriptEntry): Frame {
  const { activity } = entry;
  const id = activity.id ?? `${conversationId}|${String(entry.number).padStart(7, '0')}`;
  return {
    id,
    timestamp: new Date(entry.at).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
    from: fromOf(activity, user),
    text: activity.text ?? '',
  };
}

/** One entry as the client sees it: messages, who she writes with, and the end; nothing else. */
function toShown(grant: Grant, entry: TranscriptEntry): ShownActivity[] {
  const { activity } = entry;
  const frame = frameOf(grant, entry);
  if (activity.type === 'endOfConversation') return [{ type: 'endOfConversation', ...frame }];
  if (activity.type === 'event' && activity.name === HANDOFF_STATUS)
    return [{ type: 'event', ...frame, name: HANDOFF_STATUS, value: { state: String(activity.value?.state) } }];
  if (activity.type !== 'message') return [];
  const channelData = dataOf(activity, frame.id);
  return [
    {
      type: 'message',
      ...frame,
      ...(activity.locale && { locale: activity.locale }),
      ...choicesOf(activity),
      ...(channelData && { channelData }),
    },
  ];
}

/** @param after the watermark these entries follow; it stays where there are none */
export function toActivitySet(grant: Grant, entries: TranscriptEntry[], after: number): ActivitySet {
  return {
    activities: entries.flatMap((entry) => toShown(grant, entry)),
    watermark: String(entries.at(-1)?.number ?? after),
  };
}

/** @returns 0 for anything that is not a watermark of ours: everything is shown again, nothing is lost */
export function readWatermark(text: string | undefined): number {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(number) ? number : 0;
}
