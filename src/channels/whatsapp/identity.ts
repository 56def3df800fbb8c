import { type Json, list, object } from '../http/json.js';
import { sameNumber } from './sameNumber.js';

/** Who sent something, and where an answer goes. */
export interface Sender {
  identity: string;
  address: Record<string, string>;
}

/** Country code, a dot, up to 128 letters and digits. Unique to us and her; it changes with her phone number. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
const WA_ID = /^\d{3,20}$/;

const match = (pattern: RegExp, ...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && pattern.test(value));

/** Only the contact with the very number of the message may lend its user id: a body carries several people. */
const contactOf = (from: unknown, contacts: unknown): Json =>
  object(list(contacts).find((contact) => from !== undefined && object(contact)['wa_id'] === from));

/**
 * The person behind a message, call or the like: by her business-scoped user id where there is one, else by number.
 * Names and user names beside them are not read.
 * @returns undefined where neither is usable
 */
export function findSender(message: Json, contacts: unknown): Sender | undefined {
  const from = message['from'];
  return senderOf(from, message['from_user_id'], contactOf(from, contacts)['user_id'], from);
}

/** @param ids where a user id may stand, the first that is one counts */
function senderOf(number: unknown, ...ids: unknown[]): Sender | undefined {
  const recipient = match(USER_ID, ...ids);
  const to = match(WA_ID, number);
  const identity = recipient ?? (to && sameNumber(to));
  if (identity === undefined) return undefined;
  return { identity, address: { ...(to && { to }), ...(recipient && { recipient }) } };
}

const CHANGES: readonly unknown[] = ['user_changed_number', 'user_changed_user_id'];

/**
 * Her new number or user id, and the one she had, as the platform links them.
 * @returns undefined for any other message, and where either is missing
 */
export function findChange(message: Json): { now: Sender; before: Sender } | undefined {
  const system = object(message['system']);
  if (message['type'] !== 'system' || !CHANGES.includes(system['type'])) return undefined;
  const now = senderOf(system['wa_id'], system['user_id']);
  const before = senderOf(message['from'], system['previous_user_id']);
  return now && before && now.identity !== before.identity ? { now, before } : undefined;
}
