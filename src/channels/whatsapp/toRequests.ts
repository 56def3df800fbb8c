import type { Activity } from 'botbuilder';
import type { Outgoing } from '../contract.js';
import { audioOf } from './audio.js';
import { pageOf, type ShownChoice } from './choices.js';
import { LIMITS } from './limits.js';
import { splitForSending, withNumbers } from './splitForSending.js';

interface InteractiveBody {
  text: string;
}

/** What a bubble becomes, without whom it goes to. */
type Message =
  | { type: 'text'; text: { body: string; preview_url: false } }
  | { type: 'audio'; audio: { link: string } }
  | { type: 'interactive'; interactive: Buttons | List };

interface Buttons {
  type: 'button';
  body: InteractiveBody;
  action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] };
}

interface List {
  type: 'list';
  body: InteractiveBody;
  action: { button: string; sections: [{ rows: { id: string; title: string }[] }] };
}

/** The body of one POST to `/{phone number id}/messages`. */
export type GraphRequest = Message & {
  messaging_product: 'whatsapp';
  recipient_type: 'individual';
  to?: string;
  recipient?: string;
  biz_opaque_callback_data: string;
};

/** Opens a list where the activity names no word for it in her language: a sign that needs none. */
const LIST_BUTTON = '☰';

function listButton(activity: Partial<Activity>): string {
  const word: unknown = activity.channelData?.listButton;
  return typeof word === 'string' && word.trim() !== '' && word.length <= LIMITS.listButton ? word : LIST_BUTTON;
}

/** pageOf lets no choice without an id come here. */
const replies = (choices: ShownChoice[]) => choices.map(({ id, title }) => ({ id: id ?? title, title }));

const buttons = (bubble: Partial<Activity>): Buttons => ({
  type: 'button',
  body: { text: bubble.text ?? '' },
  action: { buttons: replies(pageOf(bubble).choices).map((reply) => ({ type: 'reply', reply })) },
});

function list(bubble: Partial<Activity>): List {
  const { choices, more } = pageOf(bubble);
  return {
    type: 'list',
    body: { text: withNumbers(bubble) },
    action: { button: listButton(bubble), sections: [{ rows: replies(more ? [...choices, more] : choices) }] },
  };
}

function toMessage(bubble: Partial<Activity>): Message {
  const audio = audioOf(bubble);
  if (audio !== undefined) return { type: 'audio', audio: { link: audio } };
  const { layout } = pageOf(bubble);
  if (layout === 'buttons') return { type: 'interactive', interactive: buttons(bubble) };
  if (layout === 'list') return { type: 'interactive', interactive: list(bubble) };
  // No preview: it would fetch a page and show its picture on her phone.
  return { type: 'text', text: { body: bubble.text ?? '', preview_url: false } };
}

/** Her number where we know it, since some kinds of message refuse a user id; else the user id. */
const receiver = ({ to, recipient }: Record<string, string>): { to?: string; recipient?: string } => ({
  ...(to !== undefined ? { to } : recipient !== undefined && { recipient }),
});

/** The requests that say an activity, in their order: one for each bubble of `splitForSending`. */
export function toRequests({ id, address, activity }: Pick<Outgoing, 'id' | 'address' | 'activity'>): GraphRequest[] {
  return splitForSending(activity).map((bubble) => ({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...receiver(address),
    ...toMessage(bubble),
    biz_opaque_callback_data: id,
  }));
}
