import { CONTACTS, file, type InboundCase, type MessageCase, only, reply, tap, whole } from './inboundCase.js';
import { CHANGES } from './inboundChanges.js';
import { message, NOW_SECONDS, payload } from './webhookServer.js';

const MESSAGES: MessageCase[] = [
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
    label: 'often forwarded text',
    kind: 'text',
    content: { type: 'text', text: { body: 'x' }, context: { frequently_forwarded: true } },
    activity: only('text', 'x'),
  },
  {
    label: 'text in answer to one of ours',
    kind: 'text',
    content: { type: 'text', text: { body: 'x' }, context: { from: '32460000000', id: 'wamid.0' } },
    activity: only('text', 'x'),
  },
  {
    label: 'text that came through an advertisement',
    kind: 'text',
    content: { type: 'text', text: { body: 'x' }, referral: { source_type: 'ad', headline: 'y', body: 'z' } },
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
  {
    label: 'form with a list',
    kind: 'interactive',
    content: reply('nfm_reply', { response_json: '[1]', name: 'flow' }),
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
    activity: file('image', 'image/jpeg', '', { id: '1' }),
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
    content: {
      type: 'audio',
      audio: { id: '2', mime_type: 'audio/ogg; codecs=opus', sha256: 'c2hh', voice: true, url: 'https://x' },
    },
    activity: file('audio', 'audio/ogg; codecs=opus', '', { id: '2', sha256: 'c2hh' }),
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
    content: { type: 'document', document: { id: '3', mime_type: 'application/pdf', filename: 'x.pdf', caption: 'y' } },
    activity: file('document', 'application/pdf', 'y', { id: '3' }),
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
  { label: 'chat opened', kind: 'request_welcome', content: { type: 'request_welcome' }, ignored: 'not-a-message' },
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

const call = { id: 'wacid.1', from: '32470000001', timestamp: NOW_SECONDS, direction: 'USER_INITIATED' };
const missed = { type: 'message', channelId: 'whatsapp', id: 'wacid.1', ...only('audio') };

const nothing = (label: string, value: object, ignored: string): InboundCase => ({
  label,
  kind: '',
  body: payload(value),
  status: 200,
  activities: [],
  ignored,
});

/** What a body holds besides messages. */
const OTHERS: InboundCase[] = [
  {
    label: 'call of hers, answered like a voice note',
    kind: '',
    body: payload({ contacts: CONTACTS, calls: [{ ...call, event: 'connect' }] }),
    status: 200,
    activities: [missed],
  },
  nothing('end of a call', { calls: [{ ...call, event: 'terminate' }] }, 'call-event'),
  nothing('call of ours', { calls: [{ ...call, event: 'connect', direction: 'BUSINESS_INITIATED' }] }, 'call-event'),
  nothing('echo of the app', { message_echoes: [message({ type: 'text', text: { body: 'x' } })] }, 'echo'),
  nothing('history of the app', { history: [{ metadata: { phase: 0 }, threads: [] }] }, 'history'),
  nothing('contacts of the app', { state_sync: [{ type: 'contact', action: 'add' }] }, 'app-contacts'),
  nothing('a preference', { user_preferences: [{ category: 'marketing_messages', value: 'stop' }] }, 'preference'),
  nothing('error of the platform', { errors: [{ code: 131000 }] }, 'platform-error'),
  nothing('status nobody knows', { statuses: [{ id: 'wamid.1', status: 'played' }] }, 'status'),
  nothing('status that is none', { statuses: [7] }, 'status'),
];

export const INBOUND: InboundCase[] = [...[...MESSAGES, ...CHANGES].map(whole), ...OTHERS];
