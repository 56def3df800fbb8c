import type { Activity } from 'botbuilder';
import type { Channel } from '../channels/contract.js';
import type { Row, Speaker, Spoken } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';

export interface Voice {
  ref: ConversationRef;
  /** Undefined: nothing is pushed, whoever asks reads the transcript. */
  channel: Channel | undefined;
  from: Speaker;
  at: number;
  newId: () => string;
}

/** The transcript lines and outbox rows of what is said. Row ids name their conversation, so that a platform's status finds it. */
export function speak(activities: Partial<Activity>[], voice: Voice): { spoken: Spoken[]; rows: Row[] } {
  // A turn leaves an empty id behind on what it collected.
  const named = activities.map((activity) => ({ ...lean(activity), id: activity.id || voice.newId() }));
  const spoken = named.map((activity) => ({ at: voice.at, from: voice.from, activity }));
  return { spoken, rows: rowsFor(named, voice) };
}

/** The outbox rows alone. */
export function rowsFor(activities: Partial<Activity>[], { ref, channel, at, newId }: Voice): Row[] {
  if (!channel?.pushes) return [];
  const said = activities.filter(({ type }) => type === 'message');
  const bubbles = channel.bubbles?.(said) ?? said;
  return bubbles.map((activity) => ({ id: `${ref.id}.${newId()}`, activity, at }));
}

/**
 * Without what the turn wrote on it of who speaks where: the line and its conversation say that, and a channel addresses
 * anew. A hand-off carries the transcript for whoever listens to the turn; it is not written into itself.
 */
function lean(activity: Partial<Activity>): Partial<Activity> {
  const { channelId, conversation, recipient, replyToId, from, attachments, ...said } = activity;
  return {
    ...said,
    ...(from?.name && { from }),
    ...(attachments && activity.type !== 'event' && { attachments }),
  };
}
