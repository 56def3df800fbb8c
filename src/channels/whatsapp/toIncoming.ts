import type { Activity } from 'botbuilder';
import type { Incoming, Settlement } from '../contract.js';
import { isObject, type Json, list, object, string } from '../http/json.js';
import { IDENTITY_CHANGED } from './identify.js';
import { findChange, findSender } from './identity.js';
import { type Content, readKind } from './kinds.js';
import { CLOCK_AHEAD_MS, OLDEST_MESSAGE_MS } from './limits.js';
import { toSettlement } from './toSettlement.js';

/** What one webhook body holds for us. */
export interface Reading {
  /** In the order of their times; those of one time as they came. */
  incoming: Incoming[];
  settlements: Settlement[];
  /** Why the rest was left out, one word each: for counting. */
  ignored: string[];
}

export interface Ours {
  phoneNumberId: string;
  /** Milliseconds since 1970. */
  now: number;
}

type Item = Incoming | { ignored: string };

/** Message ids have some 60 characters; longer ones are not the platform's. */
const MAX_ID = 512;

const messageId = (message: Json): string | undefined => {
  const id = string(message['id']);
  return id !== undefined && id.length <= MAX_ID ? id : undefined;
};

/** Seconds as text, as the platform writes them; a time that cannot be is replaced by the present. */
function sentAt(timestamp: unknown, now: number): number {
  const at = Number(typeof timestamp === 'number' ? timestamp : string(timestamp)) * 1000;
  return at >= now - OLDEST_MESSAGE_MS && at <= now + CLOCK_AHEAD_MS ? at : now;
}

/** The file itself stays with the platform until a coordinator asks for it. */
function attachmentsOf({ contentType, file }: Content): Pick<Partial<Activity>, 'attachments'> {
  if (contentType === undefined && !file) return {};
  return { attachments: [{ contentType: contentType ?? 'application/octet-stream', ...(file && { content: file }) }] };
}

/** Bot Framework's activities: a message, one that was written anew, or one that was deleted, each with its id. */
function toActivity(content: Content, id: string): Partial<Activity> {
  const { text, value, medium, location, removed, corrects, deletes } = content;
  if (deletes !== undefined) return { type: 'messageDelete', channelId: 'whatsapp', id: deletes };
  return {
    type: corrects === undefined ? 'message' : 'messageUpdate',
    channelId: 'whatsapp',
    id: corrects ?? id,
    text,
    ...(value && { value }),
    ...attachmentsOf(content),
    channelData: { medium, ...(location && { location }), ...(removed && { removed }) },
  };
}

function toItem(message: Json, contacts: unknown, now: number, content: Content | { ignored: string }): Item {
  if ('ignored' in content) return content;
  const sender = findSender(message, contacts);
  const dedupeId = messageId(message);
  if (sender === undefined || dedupeId === undefined) return { ignored: 'malformed' };
  return { ...sender, dedupeId, sentAt: sentAt(message['timestamp'], now), activity: toActivity(content, dedupeId) };
}

function readMessage(message: unknown, contacts: unknown, now: number): Item {
  if (!isObject(message)) return { ignored: 'malformed' };
  if (message['group_id'] !== undefined) return { ignored: 'group' };
  return readChange(message, now) ?? toItem(message, contacts, now, readKind(message));
}

/** Her number or id changed: said to the conversation under her new one, which may then ask her whether to go on. */
function readChange(message: Json, now: number): Incoming | undefined {
  const change = findChange(message);
  const dedupeId = messageId(message);
  if (!change || dedupeId === undefined) return undefined;
  const { identity: previous, address } = change.before;
  const value = { previous, address };
  const activity = { type: 'event', channelId: 'whatsapp', name: IDENTITY_CHANGED, value };
  return { ...change.now, dedupeId, sentAt: sentAt(message['timestamp'], now), activity };
}

/** A call of hers rings nowhere: she gets what a voice note gets. Its later events carry the same id. */
function readCall(call: unknown, contacts: unknown, now: number): Item {
  if (!isObject(call)) return { ignored: 'malformed' };
  if (call['direction'] === 'BUSINESS_INITIATED' || call['event'] !== 'connect') return { ignored: 'call-event' };
  return toItem(call, contacts, now, { medium: 'audio', text: '' });
}

function readItems(value: Json, now: number): Item[] {
  const contacts = value['contacts'];
  return [
    ...list(value['messages']).map((message) => readMessage(message, contacts, now)),
    ...list(value['calls']).map((call) => readCall(call, contacts, now)),
    ...list(value['message_echoes']).map(() => ({ ignored: 'echo' })),
    ...list(value['history']).map(() => ({ ignored: 'history' })),
    ...list(value['state_sync']).map(() => ({ ignored: 'app-contacts' })),
    ...list(value['user_preferences']).map(() => ({ ignored: 'preference' })),
    ...list(value['errors']).map(() => ({ ignored: 'platform-error' })),
  ];
}

function addValue(reading: Reading, value: Json, { phoneNumberId, now }: Ours): void {
  if (object(value['metadata'])['phone_number_id'] !== phoneNumberId) {
    reading.ignored.push('foreign-number');
    return;
  }
  for (const item of readItems(value, now)) {
    if ('ignored' in item) reading.ignored.push(item.ignored);
    else reading.incoming.push(item);
  }
  for (const status of list(value['statuses'])) {
    const settlement = toSettlement(status);
    if (settlement === undefined) reading.ignored.push('status');
    else reading.settlements.push(settlement);
  }
}

/** Reads a parsed webhook body of any shape. Each message and status stands for itself: none can spoil another. */
export function toIncoming(payload: Json, ours: Ours): Reading {
  const reading: Reading = { incoming: [], settlements: [], ignored: [] };
  const changes = list(payload['entry']).flatMap((entry) => list(object(entry)['changes']));
  for (const change of changes) addValue(reading, object(object(change)['value']), ours);
  reading.incoming.sort((one, other) => one.sentAt - other.sentAt);
  return reading;
}
