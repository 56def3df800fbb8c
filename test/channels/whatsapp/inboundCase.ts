import type { Medium } from '../../../dialogs/terms.js';
import { message, payload } from './webhookServer.js';

/** One webhook body as the platform writes it, the answer to it, and what becomes of it. */
export interface InboundCase {
  label: string;
  /** The kind of `KINDS` that this case is about; empty where it is about none. */
  kind: string;
  body: object;
  status: number;
  activities: object[];
  /** Why the rest was left out. */
  ignored?: string;
}

/** A message with its content, told shorter: without `activity` it leads to nothing. */
export interface MessageCase {
  label: string;
  kind: string;
  content: object;
  activity?: {
    type?: string;
    id?: string;
    text?: string;
    value?: object;
    attachments?: object[];
    channelData?: { medium: Medium; [more: string]: unknown };
  };
  ignored?: string;
}

/** What stands around every message of hers. */
export const CONTACTS = [{ profile: { name: 'x' }, wa_id: '32470000001', user_id: 'BE.123' }];

export const whole = ({ label, kind, content, activity, ignored }: MessageCase): InboundCase => ({
  label,
  kind,
  body: payload({ contacts: CONTACTS, messages: [message(content)] }),
  status: 200,
  activities: activity ? [{ type: 'message', channelId: 'whatsapp', id: 'wamid.1', ...activity }] : [],
  ...(ignored && { ignored }),
});

export const changed = (previous: string, address: object) => ({
  type: 'event',
  id: undefined,
  name: 'identityChanged',
  value: { previous, address },
});
export const only = (medium: Medium, text = '') => ({ text, channelData: { medium } });
export const file = (medium: Medium, contentType: string, text = '', content?: object) => ({
  text,
  attachments: [{ contentType, ...(content && { content }) }],
  channelData: { medium },
});
export const tap = {
  text: 'Tengo miedo',
  value: { slot: 'need', value: 'violence' },
  channelData: { medium: 'choice' as const },
};
export const reply = (type: string, content: object) => ({
  type: 'interactive',
  interactive: { type, [type]: content },
});
