import type { Activity } from 'botbuilder';
import type { Medium } from '../../../dialogs/terms.js';
import type { Incoming } from '../contract.js';
import { type Json, list, object, string } from '../http/json.js';

/** Longest text taken, in UTF-16 units; what is longer is cut, since nobody types as much. */
const MAX_TEXT = 65_536;
/** Longest id taken; Teams has some of 300 characters. */
const MAX_ID = 512;
const MAX_TAG = 200;
const MAX_ATTACHMENTS = 10;
const MIME_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

/** Types that are known and lead to nothing: nothing is said before she writes. */
const SILENT: readonly string[] = [
  'conversationUpdate',
  'contactRelationUpdate',
  'typing',
  'event',
  'messageReaction',
  'messageUpdate',
  'messageDelete',
  'endOfConversation',
  'installationUpdate',
  'invoke',
  'trace',
  'command',
  'commandResult',
  'handoff',
];

/** Why an activity goes no further, as a word to count. */
type Ignored = { ignored: string };
export type Malformed = { malformed: string };

const idOf = (value: unknown): string | undefined => {
  const id = string(value);
  return id !== undefined && id.length <= MAX_ID ? id : undefined;
};

/** A conversation of several people: whoever reads there is not she alone. */
function isGroup({ isGroup: told, conversationType }: Json): boolean {
  return told === true || (conversationType !== undefined && conversationType !== 'personal');
}

const shortTag = (value: unknown) => {
  const tag = string(value);
  return tag !== undefined && tag.length <= MAX_TAG ? tag : undefined;
};

/** A tap: the tags that our button carried. */
function tapOf(value: unknown): { slot: string; value: string } | undefined {
  const [slot, chosen] = [shortTag(object(value)['slot']), shortTag(object(value)['value'])];
  return slot && chosen ? { slot, value: chosen } : undefined;
}

/** Only the kind of a file is kept; it is not fetched. Teams sends the text once more as HTML, which is no file. */
function attachmentsOf(payload: Json): { contentType: string }[] {
  return list(payload['attachments'])
    .slice(0, MAX_ATTACHMENTS)
    .map((item) => string(object(item)['contentType']) ?? '')
    .filter((type) => type !== 'text/html')
    .map((type) => ({ contentType: MIME_TYPE.test(type) ? type : 'application/octet-stream' }));
}

const MEDIUM_BY_FAMILY: Record<string, Medium> = { audio: 'audio', image: 'image', video: 'video' };

function mediumOf(text: string, isTap: boolean, [first]: { contentType: string }[]): Medium {
  if (isTap) return 'choice';
  if (first) return MEDIUM_BY_FAMILY[first.contentType.split('/')[0] ?? ''] ?? 'document';
  return text === '' ? 'other' : 'text';
}

function toActivity(payload: Json): Partial<Activity> {
  const text = (string(payload['text']) ?? '').slice(0, MAX_TEXT);
  const [value, attachments] = [tapOf(payload['value']), attachmentsOf(payload)];
  return {
    type: 'message',
    channelId: 'botframework',
    text,
    ...(value && { value }),
    ...(attachments.length > 0 && { attachments }),
    channelData: { medium: mediumOf(text, value !== undefined, attachments) },
  };
}

/** The ids that name a conversation and its two sides. */
function idsOf(payload: Json) {
  const ids = {
    channelId: idOf(payload['channelId']),
    serviceUrl: string(payload['serviceUrl']),
    conversationId: idOf(object(payload['conversation'])['id']),
    userId: idOf(object(payload['from'])['id']),
    botId: idOf(object(payload['recipient'])['id']),
    activityId: idOf(payload['id']),
  };
  const missing = Object.entries(ids).find(([, id]) => id === undefined)?.[0];
  return missing === undefined ? (ids as Record<keyof typeof ids, string>) : { missing };
}

const isEcho = (payload: Json) => object(payload['from'])['role'] === 'bot';

/**
 * What an activity of a channel means for us. Names of people are not read. `address` is Bot Framework's conversation
 * reference, flat.
 * @param now milliseconds since 1970; the order of messages is the order of their coming
 */
export function toIncoming(payload: Json, now: number): Incoming | Ignored | Malformed {
  const type = string(payload['type']) ?? '';
  if (type !== 'message') return { ignored: SILENT.includes(type) ? type : 'unknown' };
  if (isGroup(object(payload['conversation']))) return { ignored: 'group' };
  if (isEcho(payload)) return { ignored: 'echo' };
  const ids = idsOf(payload);
  if ('missing' in ids) return { malformed: ids.missing };
  const { channelId, conversationId, userId, activityId } = ids;
  const identity = JSON.stringify([channelId, conversationId, userId]);
  return { identity, address: ids, dedupeId: `${identity}${activityId}`, sentAt: now, activity: toActivity(payload) };
}
