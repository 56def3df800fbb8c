import type { Medium } from '../../../dialogs/terms.js';
import { isObject, type Json, object, string } from '../http/json.js';
import { decodeTap, type Tap } from './taps.js';

/** What one message holds, as far as we read it. */
export interface Content {
  medium: Medium;
  text: string;
  value?: Tap;
  location?: { latitude: number; longitude: number };
  contentType?: string;
  /** The platform's own name of a file, and its SHA-256 in base64 where it gave one. */
  file?: { id: string; sha256?: string };
  /** The id of the message that these words replace. */
  corrects?: string;
  /** The id of the message that she deleted. */
  deletes?: string;
  /** A reaction that she took back. */
  removed?: boolean;
}

/** Reads one kind of message. @returns the content, or why it is nothing that she said and must not be answered */
export type Kind = (message: Json) => Content | { ignored: string };

const content = (medium: Medium, text?: string, more: Partial<Content> = {}): Content => ({
  medium,
  text: text ?? '',
  ...more,
});

/** Something we cannot read. It is still handed on: silence would leave her waiting. */
const other: Kind = () => content('other');

const notHers = (): Kind => () => ({ ignored: 'not-a-message' });

const text: Kind = (message) => {
  const body = string(object(message['text'])['body']);
  return body === undefined ? content('other') : content('text', body);
};

const media =
  (medium: Medium): Kind =>
  (message) => {
    const file = object(message[medium === 'audio' ? String(message['type']) : medium]);
    const contentType = string(file['mime_type']);
    const id = string(file['id']);
    const sha256 = string(file['sha256']);
    return content(medium, string(file['caption']), {
      ...(contentType && { contentType }),
      ...(id && { file: { id, ...(sha256 && { sha256 }) } }),
    });
  };

const tapped = (id: unknown, title: unknown): Content => {
  const value = decodeTap(id);
  const label = string(title);
  return value || label ? content('choice', label, value && { value }) : content('other');
};

const interactive: Kind = (message) => {
  const reply = object(message['interactive']);
  const chosen = reply['button_reply'] ?? reply['list_reply'];
  // Replies of forms and of call permissions are not asked for by us.
  return isObject(chosen) ? tapped(chosen['id'], chosen['title']) : content('other');
};

/** A button of a template. */
const button: Kind = (message) => {
  const pressed = object(message['button']);
  return tapped(pressed['payload'], pressed['text']);
};

const isWithin = (value: unknown, bound: number): value is number =>
  typeof value === 'number' && Math.abs(value) <= bound;

const location: Kind = (message) => {
  const { latitude, longitude } = object(message['location']);
  const isPlace = isWithin(latitude, 90) && isWithin(longitude, 180);
  return isPlace ? content('location', '', { location: { latitude, longitude } }) : content('other');
};

/** The platform takes a reaction back with an empty emoji or with none. */
const reaction: Kind = (message) => {
  const emoji = string(object(message['reaction'])['emoji']);
  return content('reaction', emoji, emoji === undefined ? { removed: true } : {});
};

const order: Kind = (message) => content('other', string(object(message['order'])['text']));

const CHANGES: readonly unknown[] = ['edit', 'revoke', 'system'];

/** She corrected a message: what it says now is what she says. An edit of an edit is not read. */
const edit: Kind = (message) => {
  const { message: inner, original_message_id: original } = object(message['edit']);
  const edited = object(inner);
  if (CHANGES.includes(edited['type'])) return content('other');
  const now = readKind(edited);
  const corrects = string(original);
  return 'ignored' in now || corrects === undefined ? now : { ...now, corrects };
};

/** She deleted a message; only numbers that are also used in the app report it. Our copy goes too. */
const revoke: Kind = (message) => {
  const deletes = string(object(message['revoke'])['original_message_id']);
  return deletes === undefined ? { ignored: 'malformed' } : content('other', '', { deletes });
};

/** One entry for each kind of message the platform documents. */
export const KINDS: Readonly<Record<string, Kind>> = {
  text,
  interactive,
  button,
  image: media('image'),
  audio: media('audio'),
  /** The older name of a voice note. */
  voice: media('audio'),
  video: media('video'),
  document: media('document'),
  sticker: media('sticker'),
  location,
  contacts: () => content('contact'),
  reaction,
  order,
  edit,
  /** A message that disappears; the platform does not hand over its content. */
  ephemeral: other,
  unsupported: other,
  unknown: other,
  /** Changes of her number or id are read apart (`toIncoming`): she wrote nothing. */
  system: notHers(),
  /** She opened the chat and wrote nothing: nothing is sent first. */
  request_welcome: notHers(),
  revoke,
};

/** Reads a message of any kind, also one that nobody knew when this was written. */
export function readKind(message: Json): Content | { ignored: string } {
  const type = string(message['type']) ?? '';
  return (Object.hasOwn(KINDS, type) && KINDS[type]?.(message)) || content('other');
}
