/** What a phone can send. `raw` is a message as the platform would write it, for kinds without a short form. */
export type PhoneMessage =
  | { type: 'text'; text: string }
  /** A tap on a button or on a row of a list. */
  | { type: 'button' | 'row'; id: string; title: string }
  | { type: 'audio' | 'image' | 'video' | 'document' | 'sticker'; caption?: string }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'contacts' | 'unsupported' }
  /** Without an emoji an earlier reaction is taken back. */
  | { type: 'reaction'; emoji?: string }
  | { type: 'raw'; message: Record<string, unknown> };

const MIME = {
  audio: 'audio/ogg; codecs=opus',
  image: 'image/jpeg',
  video: 'video/mp4',
  document: 'application/pdf',
  sticker: 'image/webp',
} as const;

/** Media ids and hashes are numbers of no meaning here: nothing can be fetched. */
const media = (type: keyof typeof MIME, caption?: string) => ({
  type,
  [type]: {
    mime_type: MIME[type],
    sha256: 'AAAA',
    id: '1000000000000000',
    ...(caption !== undefined && { caption }),
    ...(type === 'audio' && { voice: true }),
  },
});

const tap = (type: 'button_reply' | 'list_reply', id: string, title: string) => ({
  type: 'interactive',
  interactive: { type, [type]: { id, title } },
});

/** Writes a message as the platform does, without id, time and sender. */
export function toPlatformMessage(message: PhoneMessage): Record<string, unknown> {
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
      return { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: message.emoji ?? '' } };
    case 'unsupported':
      return { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] };
    case 'raw':
      return message.message;
    default:
      return media(message.type, message.caption);
  }
}
