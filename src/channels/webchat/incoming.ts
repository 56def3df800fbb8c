import type { Activity, Attachment } from 'botbuilder';
import type { Medium } from '../../../dialogs/terms.js';
import type { Incoming } from '../contract.js';
import { Refused } from './http.js';

/** Longest text taken, in UTF-16 units; a person cannot type as much, and understanding reads less. */
const MAX_TEXT = 65_536;
export const MAX_ATTACHMENTS = 10;
const MAX_TAG = 200;
const ID_BYTES = 16;
const CLIENT_ID = /^[\w.-]{1,64}$/;
const MIME_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

type Payload = Record<string, unknown>;
/** @param bytes how many · @returns as many random bytes */
export type Random = (bytes: number) => Uint8Array;

const isObject = (value: unknown): value is Payload => typeof value === 'object' && value !== null;
const shortString = (value: unknown) =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TAG ? value : undefined;

export function randomId(random: Random): string {
  return Buffer.from(random(ID_BYTES)).toString('base64url');
}

/** The client's own id of a message, by which a second sending of it is recognised. */
function clientIdOf(payload: Payload): string | undefined {
  const id = isObject(payload['channelData']) ? payload['channelData']['clientActivityID'] : undefined;
  return typeof id === 'string' && CLIENT_ID.test(id) ? id : undefined;
}

/** The same client id gives the same activity id again, also after a restart, so the client knows its echo. */
export function activityId(conversationId: string, payload: Payload, random: Random): string {
  return `${conversationId}|${clientIdOf(payload) ?? randomId(random)}`;
}

function textOf(payload: Payload): string {
  const text = typeof payload['text'] === 'string' ? payload['text'] : '';
  if (text.length > MAX_TEXT) throw new Refused(413, 'MessageSizeTooBig', 'The message is too long');
  return text;
}

/** A tap: the tags that the button carried. */
function tapOf(payload: Payload): { slot: string; value: string } | undefined {
  const tap = payload['value'];
  if (!isObject(tap)) return undefined;
  const [slot, value] = [shortString(tap['slot']), shortString(tap['value'])];
  return slot && value ? { slot, value } : undefined;
}

/** A type as a client names it, where it has the form of one. */
export function safeType(type: unknown): string {
  return typeof type === 'string' && MIME_TYPE.test(type) ? type : 'application/octet-stream';
}

/** Of what a client calls an attachment only the kind is taken: it may point anywhere. */
function attachmentsOf(payload: Payload): Attachment[] {
  const list: unknown[] = Array.isArray(payload['attachments']) ? payload['attachments'] : [];
  return list
    .slice(0, MAX_ATTACHMENTS)
    .map((item) => ({ contentType: safeType(isObject(item) ? item['contentType'] : undefined) }));
}

const MEDIUM_BY_TYPE: Record<string, Medium> = { audio: 'audio', image: 'image', video: 'video' };

function mediumOf(text: string, isTap: boolean, attachments: Attachment[]): Medium {
  if (isTap) return 'choice';
  const [family] = attachments[0]?.contentType.split('/') ?? [];
  if (family !== undefined) return MEDIUM_BY_TYPE[family] ?? 'document';
  return text === '' ? 'other' : 'text';
}

/** True for what a person sends; typing, events and the like are answered kindly and go no further. */
export function isMessage(payload: Payload): boolean {
  return payload['type'] === 'message';
}

/**
 * Takes from a client's activity what may be trusted: its words, a tap, the kind of its attachments.
 * @param at milliseconds since 1970 · @param files what was uploaded with it, instead of its own attachments
 * @throws Refused 413
 */
export function toIncoming(
  conversationId: string,
  id: string,
  payload: Payload,
  at: number,
  files?: Attachment[],
): Incoming {
  const [text, value, attachments] = [textOf(payload), tapOf(payload), files ?? attachmentsOf(payload)];
  const activity: Partial<Activity> = {
    type: 'message',
    id,
    timestamp: new Date(at),
    channelId: 'webchat',
    from: { id: 'person', name: '', role: 'user' },
    recipient: { id: 'bot', name: '', role: 'bot' },
    conversation: { id: conversationId, isGroup: false, conversationType: 'personal', name: '' },
    text,
    channelData: { medium: mediumOf(text, value !== undefined, attachments) },
    ...(value && { value }),
    ...(attachments.length > 0 && { attachments }),
  };
  return { identity: conversationId, address: { conversationId }, dedupeId: id, sentAt: at, activity };
}
