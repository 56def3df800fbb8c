import { type Refusal, refusalWith } from './errorCodes.js';

/**
 * The Cloud API's own rules for a message, written from its documentation and apart from the channel's code, so that a
 * mistake there meets a check here.
 */

type Fields = Record<string, unknown>;
/** A broken rule; undefined when it holds. */
type Check = string | undefined;

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const words = (name: string, value: unknown, most: number): Check => {
  if (typeof value !== 'string' || value.trim() === '') return `${name} is required and cannot be blank`;
  return value.length > most ? `${name} has more than ${most} characters` : undefined;
};

const optionalWords = (name: string, value: unknown, most: number): Check =>
  value === undefined ? undefined : words(name, value, most);

const between = (name: string, count: number, least: number, most: number): Check =>
  count < least || count > most ? `${name}: ${least} to ${most} allowed` : undefined;

const distinct = (name: string, values: unknown[]): Check =>
  new Set(values).size < values.length ? `${name} must be unique` : undefined;

const first = (...checks: Check[]): Check => checks.find((check) => check !== undefined);

function checkReceiver({ to, recipient, recipient_type: kind }: Fields): Check {
  if (kind !== undefined && kind !== 'individual') return 'recipient_type must be individual';
  if (to === undefined && recipient === undefined) return 'to or recipient is required';
  if (to !== undefined && !/^\+?\d{3,20}$/.test(String(to))) return 'to is not a phone number';
  const isUserId = recipient === undefined || /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(String(recipient));
  return isUserId ? undefined : 'recipient is not a user id';
}

const checkText = ({ body, preview_url: preview }: Fields): Check =>
  first(
    words('text.body', body, 4096),
    preview === undefined || typeof preview === 'boolean' ? undefined : 'preview_url must be a boolean',
  );

function checkButtons({ buttons }: Fields): Check {
  const replies = items(buttons).map((button) => fields(fields(button)['reply']));
  return first(
    between('buttons', items(buttons).length, 1, 3),
    items(buttons).every((button) => fields(button)['type'] === 'reply') ? undefined : 'button type must be reply',
    ...replies.flatMap(({ id, title }) => [words('button id', id, 256), words('button title', title, 20)]),
    distinct(
      'button titles',
      replies.map(({ title }) => title),
    ),
    distinct(
      'button ids',
      replies.map(({ id }) => id),
    ),
  );
}

const checkAudio = ({ link }: Fields): Check =>
  /^https?:\/\/\S+$/.test(String(link)) ? undefined : 'audio.link must be an address';

const checkRow = ({ id, title, description }: Fields): Check =>
  first(words('row id', id, 200), words('row title', title, 24), optionalWords('row description', description, 72));

function checkList({ button, sections }: Fields): Check {
  const all = items(sections).map(fields);
  const rows = all.flatMap(({ rows: own }) => items(own)).map(fields);
  const isTitleNeeded = all.length > 1;
  return first(
    words('list button', button, 20),
    between('sections', all.length, 1, 10),
    ...all.map(({ title }) => (isTitleNeeded ? words : optionalWords)('section title', title, 24)),
    between('rows', rows.length, 1, 10),
    ...rows.map(checkRow),
    distinct(
      'row ids',
      rows.map(({ id }) => id),
    ),
  );
}

function checkInteractive({ type, header, body, footer, action }: Fields): Check {
  const parts = first(
    header === undefined ? undefined : words('header', fields(header)['text'], 60),
    words('interactive body', fields(body)['text'], 1024),
    footer === undefined ? undefined : words('footer', fields(footer)['text'], 60),
  );
  if (parts !== undefined) return parts;
  if (type === 'button') return checkButtons(fields(action));
  return type === 'list' ? checkList(fields(action)) : 'interactive type is not known';
}

function checkContent(message: Fields): Check {
  const { type } = message;
  if (type === 'text') return checkText(fields(message['text']));
  if (type === 'audio') return checkAudio(fields(message['audio']));
  // Templates, pictures and the like: this service sends none, so one that comes is a mistake.
  return type === 'interactive' ? checkInteractive(fields(message['interactive'])) : 'type is not sent by this service';
}

/** Checks one message as it was posted. @returns the refusal, or undefined when it may be sent */
export function findRefusal(body: unknown): Refusal | undefined {
  const message = fields(body);
  if (message['messaging_product'] !== 'whatsapp') return refusalWith(100, 'messaging_product must be whatsapp');
  const broken = first(
    checkReceiver(message),
    optionalWords('biz_opaque_callback_data', message['biz_opaque_callback_data'], 512),
    checkContent(message),
  );
  return broken === undefined ? undefined : refusalWith(131009, broken);
}

/** True for a request that marks a message as read, and is no message. */
export const isReadMark = (body: unknown): boolean => fields(body)['status'] !== undefined;

/** Checks a mark of reading. @param isKnown whether a person sent a message of this id */
export function findReadRefusal(body: unknown, isKnown: (id: string) => boolean): Refusal | undefined {
  const { messaging_product: product, status, message_id: id, typing_indicator: typing } = fields(body);
  if (product !== 'whatsapp') return refusalWith(100, 'messaging_product must be whatsapp');
  if (status !== 'read') return refusalWith(100, 'status must be read');
  if (typing !== undefined && fields(typing)['type'] !== 'text') return refusalWith(131009, 'typing type must be text');
  return typeof id === 'string' && isKnown(id) ? undefined : refusalWith(131009, 'message_id is not known');
}
