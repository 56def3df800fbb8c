import type { Media, MediaKind } from './media.js';

/** What a phone can send. `raw` is a message as the platform would write it, for kinds without a short form. */
export type PhoneMessage =
  | { type: 'text'; text: string }
  /** A tap on a button or on a row of a list. */
  | { type: 'button' | 'row'; id: string; title: string }
  /** Without `media`, the id of a file that was uploaded, the file cannot be fetched. */
  | { type: MediaKind; caption?: string; media?: string }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'contacts' | 'unsupported' }
  /** Without an emoji an earlier reaction is taken back. `to` is the id of a message. */
  | { type: 'reaction'; emoji?: string; to?: string }
  | { type: 'edit'; to: string; text: string }
  | { type: 'revoke'; to: string }
  | { type: 'raw'; message: Record<string, unknown> };

const MIME: Readonly<Record<MediaKind, string>> = {
  audio: 'audio/ogg; codecs=opus',
  image: 'image/jpeg',
  video: 'video/mp4',
  document: 'application/pdf',
  sticker: 'image/webp',
};

/** Without a file, id and hash are numbers of no meaning. */
const media = (type: MediaKind, file?: Media, caption?: string) => ({
  type,
  [type]: {
    mime_type: file?.contentType ?? MIME[type],
    sha256: file?.sha256 ?? 'AAAA',
    id: file?.id ?? '1000000000000000',
    ...(caption !== undefined && { caption }),
    ...(type === 'audio' && { voice: true }),
  },
});

const tap = (type: 'button_reply' | 'list_reply', id: string, title: string) => ({
  type: 'interactive',
  interactive: { type, [type]: { id, title } },
});

/**
 * Writes a message as the platform does, without id, time and sender.
 * @param find a file that was uploaded
 */
export function toPlatformMessage(
  message: PhoneMessage,
  find: (id: string) => Media | undefined,
): Record<string, unknown> {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: { body: message.text } };
    case 'button':
      return tap('button_reply', message.id, message.title);
    case 'row':
      return tap('list_reply', message.id, message.title);
    case 'location':
      return { type: 'location', location: { latitude: message.latitude, longitude: message.longitude } };
    case 'contacts':
      return { type: 'contacts', contacts: [{ name: { formatted_name: '-' }, phones: [] }] };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: message.to ?? 'wamid.0', emoji: message.emoji ?? '' } };
    case 'edit': {
      const corrected = { type: 'text', text: { body: message.text } };
      return { type: 'edit', edit: { original_message_id: message.to, message: corrected } };
    }
    case 'revoke':
      return { type: 'revoke', revoke: { original_message_id: message.to } };
    case 'unsupported':
      return { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] };
    case 'raw':
      return message.message;
    default:
      return media(message.type, message.media === undefined ? undefined : find(message.media), message.caption);
  }
}
