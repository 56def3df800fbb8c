import type { Medium } from '../../../dialogs/terms.js';

/** One kind of message as the platform writes it, and what becomes of it. Without `activity` nothing does. */
export interface InboundCase {
  label: string;
  /** The kind of `KINDS` that this case is about. */
  kind: string;
  content: object;
  activity?: {
    text: string;
    value?: object;
    attachments?: object[];
    channelData: { medium: Medium; [more: string]: unknown };
  };
  ignored?: string;
}

const only = (medium: Medium, text = '') => ({ text, channelData: { medium } });
const file = (medium: Medium, contentType: string, text = '') => ({
  text,
  attachments: [{ contentType }],
  channelData: { medium },
});
const tap = {
  text: 'Tengo miedo',
  value: { slot: 'need', value: 'violence' },
  channelData: { medium: 'choice' as const },
};
const reply = (type: string, content: object) => ({ type: 'interactive', interactive: { type, [type]: content } });

export const INBOUND: InboundCase[] = [
  {
    label: 'text',
    kind: 'text',
    content: { type: 'text', text: { body: 'hola, ñandú 🌱' } },
    activity: only('text', 'hola, ñandú 🌱'),
  },
  { label: 'text without a body', kind: 'text', content: { type: 'text' }, activity: only('other') },
  {
    label: 'forwarded text',
    kind: 'text',
    content: { type: 'text', text: { body: 'x' }, context: { forwarded: true } },
    activity: only('text', 'x'),
  },
  {
    label: 'tap on a button',
    kind: 'interactive',
    content: reply('button_reply', { id: 'need:violence', title: 'Tengo miedo' }),
    activity: tap,
  },
  {
    label: 'tap on a row',
    kind: 'interactive',
    content: reply('list_reply', { id: 'need:violence', title: 'Tengo miedo', description: 'x' }),
    activity: tap,
  },
  {
    label: 'tap with an id that is not ours',
    kind: 'interactive',
    content: reply('button_reply', { id: 'x', title: 'Sí' }),
    activity: only('choice', 'Sí'),
  },
  {
    label: 'form with JSON',
    kind: 'interactive',
    content: reply('nfm_reply', { response_json: '{}', body: 'Sent' }),
    activity: only('other'),
  },
  {
    label: 'form with broken JSON',
    kind: 'interactive',
    content: reply('nfm_reply', { response_json: '{' }),
    activity: only('other'),
  },
  { label: 'form with nothing', kind: 'interactive', content: reply('nfm_reply', {}), activity: only('other') },
  {
    label: 'call permission',
    kind: 'interactive',
    content: reply('call_permission_reply', { response: 'accept' }),
    activity: only('other'),
  },
  {
    label: 'interactive without content',
    kind: 'interactive',
    content: { type: 'interactive' },
    activity: only('other'),
  },
  {
    label: 'button of a template',
    kind: 'button',
    content: { type: 'button', button: { payload: 'need:violence', text: 'Tengo miedo' } },
    activity: tap,
  },
  {
    label: 'image',
    kind: 'image',
    content: { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } },
    activity: file('image', 'image/jpeg'),
  },
  {
    label: 'image with a caption',
    kind: 'image',
    content: { type: 'image', image: { caption: 'mira', mime_type: 'image/jpeg' } },
    activity: file('image', 'image/jpeg', 'mira'),
  },
  {
    label: 'audio file',
    kind: 'audio',
    content: { type: 'audio', audio: { mime_type: 'audio/ogg', voice: false } },
    activity: file('audio', 'audio/ogg'),
  },
  {
    label: 'voice note',
    kind: 'audio',
    content: { type: 'audio', audio: { mime_type: 'audio/ogg', voice: true } },
    activity: file('audio', 'audio/ogg'),
  },
  {
    label: 'voice note, older name',
    kind: 'voice',
    content: { type: 'voice', voice: { mime_type: 'audio/ogg' } },
    activity: file('audio', 'audio/ogg'),
  },
  {
    label: 'video',
    kind: 'video',
    content: { type: 'video', video: { mime_type: 'video/mp4' } },
    activity: file('video', 'video/mp4'),
  },
  {
    label: 'document',
    kind: 'document',
    content: { type: 'document', document: { mime_type: 'application/pdf', filename: 'x.pdf' } },
    activity: file('document', 'application/pdf'),
  },
  {
    label: 'sticker',
    kind: 'sticker',
    content: { type: 'sticker', sticker: { mime_type: 'image/webp', animated: true } },
    activity: file('sticker', 'image/webp'),
  },
  {
    label: 'location on the equator',
    kind: 'location',
    content: { type: 'location', location: { latitude: 0, longitude: 4.35, name: 'x' } },
    activity: { text: '', channelData: { medium: 'location', location: { latitude: 0, longitude: 4.35 } } },
  },
  {
    label: 'location off the globe',
    kind: 'location',
    content: { type: 'location', location: { latitude: 95, longitude: 4 } },
    activity: only('other'),
  },
  {
    label: 'location in words',
    kind: 'location',
    content: { type: 'location', location: { latitude: '50', longitude: '4' } },
    activity: only('other'),
  },
  {
    label: 'contacts',
    kind: 'contacts',
    content: { type: 'contacts', contacts: [{ name: { formatted_name: 'x' } }] },
    activity: only('contact'),
  },
  {
    label: 'reaction',
    kind: 'reaction',
    content: { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
    activity: only('reaction', '👍'),
  },
  {
    label: 'reaction taken back, empty',
    kind: 'reaction',
    content: { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '' } },
    activity: { text: '', channelData: { medium: 'reaction', removed: true } },
  },
  {
    label: 'reaction taken back, absent',
    kind: 'reaction',
    content: { type: 'reaction', reaction: { message_id: 'wamid.0' } },
    activity: { text: '', channelData: { medium: 'reaction', removed: true } },
  },
  {
    label: 'order',
    kind: 'order',
    content: { type: 'order', order: { catalog_id: '1', text: 'hola', product_items: [] } },
    activity: only('other', 'hola'),
  },
  {
    label: 'edit of a text',
    kind: 'edit',
    content: {
      type: 'edit',
      edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'corregido' } } },
    },
    activity: only('text', 'corregido'),
  },
  {
    label: 'edit of an edit',
    kind: 'edit',
    content: { type: 'edit', edit: { message: { type: 'edit' } } },
    activity: only('other'),
  },
  { label: 'edit without a message', kind: 'edit', content: { type: 'edit' }, activity: only('other') },
  { label: 'disappearing message', kind: 'ephemeral', content: { type: 'ephemeral' }, activity: only('other') },
  {
    label: 'unsupported',
    kind: 'unsupported',
    content: { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] },
    activity: only('other'),
  },
  { label: 'unknown', kind: 'unknown', content: { type: 'unknown', errors: [{ code: 501 }] }, activity: only('other') },
  { label: 'a kind of tomorrow', kind: '', content: { type: 'hologram' }, activity: only('other') },
  {
    label: 'a kind that is a name of the language',
    kind: '',
    content: { type: 'constructor' },
    activity: only('other'),
  },
  { label: 'no kind at all', kind: '', content: {}, activity: only('other') },
  {
    label: 'number changed',
    kind: 'system',
    content: { type: 'system', system: { type: 'user_changed_number', wa_id: '32470000002' } },
    ignored: 'not-a-message',
  },
  {
    label: 'user id changed, without sender',
    kind: 'system',
    content: { from: undefined, type: 'system', system: { type: 'user_changed_user_id' } },
    ignored: 'not-a-message',
  },
  { label: 'chat opened', kind: 'request_welcome', content: { type: 'request_welcome' }, ignored: 'not-a-message' },
  {
    label: 'message deleted',
    kind: 'revoke',
    content: { type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
    ignored: 'not-a-message',
  },
  {
    label: 'message in a group',
    kind: '',
    content: { type: 'text', text: { body: 'x' }, group_id: '5' },
    ignored: 'group',
  },
  {
    label: 'no sender',
    kind: '',
    content: { from: undefined, type: 'text', text: { body: 'x' } },
    ignored: 'malformed',
  },
  {
    label: 'a sender that is no number',
    kind: '',
    content: { from: 'x; y', type: 'text', text: { body: 'x' } },
    ignored: 'malformed',
  },
  { label: 'no id', kind: '', content: { id: undefined, type: 'text', text: { body: 'x' } }, ignored: 'malformed' },
  {
    label: 'an endless id',
    kind: '',
    content: { id: 'x'.repeat(600), type: 'text', text: { body: 'x' } },
    ignored: 'malformed',
  },
];
