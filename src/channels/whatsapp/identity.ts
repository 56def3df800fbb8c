import { type Json, list, object } from './json.js';

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
  const recipient = match(USER_ID, message['from_user_id'], contactOf(from, contacts)['user_id'], from);
  const to = match(WA_ID, from);
  const identity = recipient ?? to;
  if (identity === undefined) return undefined;
  return { identity, address: { ...(to && { to }), ...(recipient && { recipient }) } };
}
