import type { Activity } from 'botbuilder';
import { type Actions, toMessageBacks } from '../messageBack.js';

/** Channels whose client brings the value of a pressed button back; the others send its title as if she had typed it. */
const TAKES_MESSAGE_BACK: readonly string[] = ['webchat', 'directline', 'emulator'];

function toActions(actions: Actions, channelId: string | undefined): Actions {
  if (channelId !== undefined && TAKES_MESSAGE_BACK.includes(channelId)) return toMessageBacks(actions);
  return actions.map(({ title }) => ({ type: 'imBack', title, value: title }));
}

/** The activity as the connector takes it: said by us to her in that conversation, with none of our own data. */
export function toConnector(activity: Partial<Activity>, address: Record<string, string>): object {
  const { channelId, conversationId, userId, botId, activityId } = address;
  const actions = activity.suggestedActions?.actions ?? [];
  return {
    type: 'message',
    channelId,
    from: { id: botId },
    recipient: { id: userId },
    conversation: { id: conversationId },
    replyToId: activityId,
    text: activity.text ?? '',
    textFormat: 'plain',
    ...(activity.locale && { locale: activity.locale }),
    ...(actions.length > 0 && { suggestedActions: { to: [userId], actions: toActions(actions, channelId) } }),
    inputHint: 'acceptingInput',
  };
}
