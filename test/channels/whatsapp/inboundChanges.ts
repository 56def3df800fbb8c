import { changed, file, type MessageCase, only } from './inboundCase.js';

/** What she takes back or writes anew, and changes of her number. */
export const CHANGES: MessageCase[] = [
  {
    label: 'edit of a text',
    kind: 'edit',
    content: {
      type: 'edit',
      edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'corregido' } } },
    },
    activity: { type: 'messageUpdate', id: 'wamid.0', ...only('text', 'corregido') },
  },
  {
    label: 'edit of a caption',
    kind: 'edit',
    content: {
      type: 'edit',
      edit: {
        original_message_id: 'wamid.0',
        message: { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'mira' } },
      },
    },
    activity: { type: 'messageUpdate', id: 'wamid.0', ...file('image', 'image/jpeg', 'mira', { id: '1' }) },
  },
  {
    label: 'edit that does not say of what',
    kind: 'edit',
    content: { type: 'edit', edit: { message: { type: 'text', text: { body: 'corregido' } } } },
    activity: only('text', 'corregido'),
  },
  {
    label: 'edit that is a deletion',
    kind: 'edit',
    content: { type: 'edit', edit: { original_message_id: 'wamid.0', message: { type: 'revoke' } } },
    activity: only('other'),
  },
  {
    label: 'edit of an edit',
    kind: 'edit',
    content: { type: 'edit', edit: { message: { type: 'edit' } } },
    activity: only('other'),
  },
  { label: 'edit without a message', kind: 'edit', content: { type: 'edit' }, activity: only('other') },
  {
    label: 'message deleted',
    kind: 'revoke',
    content: { type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
    activity: { type: 'messageDelete', id: 'wamid.0' },
  },
  { label: 'nothing deleted', kind: 'revoke', content: { type: 'revoke', revoke: {} }, ignored: 'malformed' },
  {
    label: 'number changed',
    kind: 'system',
    content: {
      type: 'system',
      system: {
        type: 'user_changed_number',
        body: 'User x changed from 32470000001 to 32470000002',
        wa_id: '32470000002',
        user_id: 'BE.2',
        previous_user_id: 'BE.1',
      },
    },
    activity: changed('BE.1', { to: '32470000001', recipient: 'BE.1' }),
  },
  {
    label: 'number changed, as before user ids',
    kind: 'system',
    content: { type: 'system', system: { type: 'user_changed_number', wa_id: '32470000002' } },
    activity: changed('32470000001', { to: '32470000001' }),
  },
  {
    label: 'user id changed, without numbers',
    kind: 'system',
    content: {
      from: undefined,
      type: 'system',
      system: { type: 'user_changed_user_id', user_id: 'BE.2', previous_user_id: 'BE.1' },
    },
    activity: changed('BE.1', { recipient: 'BE.1' }),
  },
  {
    label: 'user id changed, nobody says from what',
    kind: 'system',
    content: { from: undefined, type: 'system', system: { type: 'user_changed_user_id', user_id: 'BE.2' } },
    ignored: 'not-a-message',
  },
  {
    label: 'key of her phone changed',
    kind: 'system',
    content: { type: 'system', system: { type: 'customer_identity_changed', wa_id: '32470000001' } },
    ignored: 'not-a-message',
  },
  { label: 'system without content', kind: 'system', content: { type: 'system' }, ignored: 'not-a-message' },
];
