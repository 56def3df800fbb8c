import type { Activity } from 'botbuilder';
import type { Sent } from '../../../src/channels/contract.js';

/** An answer of the platform, or what became of the connection. */
export type Response = { status: number; body?: unknown } | 'timeout' | 'lost' | 'refused';

export interface OutboundCase {
  label: string;
  activity: Partial<Activity>;
  requests: object[];
  response: Response;
  outcome: Sent;
  /** 1 unless told. */
  attempt?: number;
}

const TAKEN: Response = { status: 200, body: { messages: [{ id: 'wamid.1' }] } };
const SENT: Sent = { state: 'sent', platformId: 'wamid.1' };
const NOTHING: Sent = { state: 'dead', code: 'nothing_to_send' };

export const choices = (titles: string[], slot = 'need') => ({
  suggestedActions: {
    to: [],
    actions: titles.map((title, index) => ({ type: 'imBack', title, value: { slot, value: `v${index}` } })),
  },
});
export const titles = (count: number, length = 8) =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'abcdefghijklmnopqrstuvwxyz'));
const lines = (names: string[], first = 1) => names.map((title, index) => `${first + index}. ${title}`).join('\n');
const rows = (names: string[], first = 0) => names.map((title, index) => ({ id: `need:v${first + index}`, title }));

const text = (body: string) => ({ type: 'text', text: { body, preview_url: false } });
const audio = (link: string) => ({ type: 'audio', audio: { link } });
const buttons = (body: string, names: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: body },
    action: { buttons: rows(names).map((reply) => ({ type: 'reply', reply })) },
  },
});
const list = (body: string, button: string, shown: object[]) => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: body }, action: { button, sections: [{ rows: shown }] } },
});
const wholeList = (body: string, button: string, names: string[]) =>
  list(`${body}\n\n${lines(names)}`, button, rows(names));

const paragraph = (length: number) => `${'palabra '.repeat(length / 8).trim()}.`;
const more = { more: { slot: '+', title: 'Más opciones' } };
const moreRow = (from: number) => ({ id: `+:${from}`, title: 'Más opciones' });
const spoken = 'https://example.org/audio/es/safe.ogg';

type Layout = Pick<OutboundCase, 'label' | 'activity' | 'requests'>;

const LAYOUTS: Layout[] = [
  { label: 'text', activity: { text: 'Hola' }, requests: [text('Hola')] },
  { label: 'a link is no picture', activity: { text: 'https://x.org' }, requests: [text('https://x.org')] },
  { label: 'nothing', activity: { text: ' ' }, requests: [] },
  { label: 'an event', activity: { type: 'event', text: 'x' }, requests: [] },
  {
    label: 'text over the limit',
    activity: { text: `${paragraph(3000)}\n\n${paragraph(3000)}` },
    requests: [text(paragraph(3000)), text(paragraph(3000))],
  },
  { label: 'one choice', activity: { text: '¿?', ...choices(['Sí']) }, requests: [buttons('¿?', ['Sí'])] },
  {
    label: 'three choices of 20',
    activity: { text: '¿?', ...choices(titles(3, 20)) },
    requests: [buttons('¿?', titles(3, 20))],
  },
  {
    label: 'three choices of 21',
    activity: { text: '¿?', ...choices(titles(3, 21)) },
    requests: [wholeList('¿?', '☰', titles(3, 21))],
  },
  {
    label: 'four choices',
    activity: { text: '¿?', ...choices(titles(4)), channelData: { listButton: 'Elegir' } },
    requests: [wholeList('¿?', 'Elegir', titles(4))],
  },
  {
    label: 'ten choices of 24',
    activity: { text: '¿?', ...choices(titles(10, 24)), channelData: { listButton: 'x'.repeat(21), ...more } },
    requests: [wholeList('¿?', '☰', titles(10, 24))],
  },
  {
    label: 'eleven choices: nine, and a row to the others',
    activity: { text: '¿?', ...choices(titles(11)), channelData: more },
    requests: [list(`¿?\n\n${lines(titles(9))}`, '☰', [...rows(titles(9)), moreRow(9)])],
  },
  {
    label: 'the others keep their numbers',
    activity: { text: '¿?', ...choices(titles(11)), channelData: { ...more, from: 9 } },
    requests: [list(`¿?\n\n${lines(titles(11).slice(9), 10)}`, '☰', rows(titles(11).slice(9), 9))],
  },
  {
    label: 'twenty choices: the middle one of three parts',
    activity: { text: '¿?', ...choices(titles(20)), channelData: { ...more, from: 9 } },
    requests: [
      list(`¿?\n\n${lines(titles(20).slice(9, 18), 10)}`, '☰', [...rows(titles(20).slice(9, 18), 9), moreRow(18)]),
    ],
  },
  {
    label: 'a part that does not exist is the first',
    activity: { text: '¿?', ...choices(titles(11)), channelData: { ...more, from: 11 } },
    requests: [list(`¿?\n\n${lines(titles(9))}`, '☰', [...rows(titles(9)), moreRow(9)])],
  },
  {
    label: 'eleven choices without a word for the row',
    activity: { text: '¿?', ...choices(titles(11)) },
    requests: [text(`¿?\n\n${lines(titles(11))}`)],
  },
  {
    label: 'eleven choices of 25',
    activity: { text: '¿?', ...choices(titles(11, 25)), channelData: more },
    requests: [text(`¿?\n\n${lines(titles(11, 25))}`)],
  },
  {
    label: 'choices of 25',
    activity: { text: '¿?', ...choices(titles(2, 25)) },
    requests: [text(`¿?\n\n${lines(titles(2, 25))}`)],
  },
  {
    label: 'two choices of one name',
    activity: { text: '¿?', ...choices(['Sí', 'Sí']) },
    requests: [text('¿?\n\n1. Sí\n2. Sí')],
  },
  {
    label: 'choices whose tap would not come back',
    activity: { text: '¿?', ...choices(['Sí', 'No'], 's'.repeat(200)) },
    requests: [text('¿?\n\n1. Sí\n2. No')],
  },
  {
    label: 'choices without a tap',
    activity: { text: '¿?', suggestedActions: { to: [], actions: [{ type: 'imBack', title: 'Sí', value: 'si' }] } },
    requests: [text('¿?\n\n1. Sí')],
  },
  { label: 'choices without a question', activity: choices(['Sí']), requests: [text('1. Sí')] },
  {
    label: 'choices under a long text',
    activity: { text: `${paragraph(1000)}\n\n¿Cuál?`, ...choices(titles(10)) },
    requests: [text(paragraph(1000)), wholeList('¿Cuál?', '☰', titles(10))],
  },
  {
    label: 'buttons under the longest text they take',
    activity: { text: 'x'.repeat(1024), ...choices(['Sí']) },
    requests: [buttons('x'.repeat(1024), ['Sí'])],
  },
  {
    label: 'a text with its recording',
    activity: { text: 'Hola', channelData: { audio: spoken } },
    requests: [text('Hola'), audio(spoken)],
  },
  {
    label: 'a question with its recording',
    activity: { text: '¿?', ...choices(['Sí', 'No']), channelData: { audio: spoken } },
    requests: [buttons('¿?', ['Sí', 'No']), audio(spoken)],
  },
  {
    label: 'a recording that is no address',
    activity: { text: 'Hola', channelData: { audio: '/audio/es.ogg' } },
    requests: [text('Hola')],
  },
  { label: 'a recording alone', activity: { channelData: { audio: spoken } }, requests: [audio(spoken)] },
];

const refusal = (code: number, status = 400): Response => ({ status, body: { error: { code } } });
const said = { activity: { text: 'Hola' }, requests: [text('Hola')] };

type Outcome = [code: number, outcome: Omit<Sent, 'code'>, attempt?: number];
const retry = (afterMs?: number) => ({ state: 'retry' as const, ...(afterMs !== undefined && { afterMs }) });
const halted = { state: 'halted' as const };
const dead = { state: 'dead' as const };
const MINUTE = 60_000;

/** Section 1.6 of the reference, each code with what must follow. */
const OUTCOMES: Outcome[] = [
  ...[0, 10, 190, 200, 299].map((code): Outcome => [code, halted]),
  ...[4, 80007].flatMap((code): Outcome[] => [
    [code, retry(MINUTE)],
    [code, retry(9 * MINUTE), 3],
    [code, retry(30 * MINUTE), 6],
  ]),
  [130429, retry(5_000)],
  [131056, retry(6_000)],
  [131056, retry(16_000), 2],
  [131056, retry(64_000), 3],
  [131056, retry(64_000), 99],
  ...[131048, 131064].map((code): Outcome => [code, retry(10 * MINUTE)]),
  [131047, { state: 'window-closed' }],
  [131026, dead],
  ...[131051, 131060].map((code): Outcome => [code, dead]),
  ...[131052, 131053].flatMap((code): Outcome[] => [
    [code, retry()],
    [code, retry(), 2],
    [code, dead, 3],
  ]),
  ...[131008, 131009, 131021, 131030, 131062, 132000, 132001, 132015, 132999, 137000].map(
    (code): Outcome => [code, dead],
  ),
  ...[131000, 131016, 135000].map((code): Outcome => [code, retry()]),
  ...[130472, 131049].map((code): Outcome => [code, dead]),
  ...[131031, 130497, 368, 131045, 131057, 133016].map((code): Outcome => [code, halted]),
  ...[1, 2].map((code): Outcome => [code, retry()]),
  ...[3, 131005, 131042, 133010].map((code): Outcome => [code, halted]),
  ...[33, 100].map((code): Outcome => [code, dead]),
];

const REFUSED = OUTCOMES.map(
  ([code, outcome, attempt = 1]): OutboundCase => ({
    label: `code ${code}, try ${attempt}`,
    ...said,
    response: refusal(code),
    outcome: { ...outcome, code: String(code) } as Sent,
    attempt,
  }),
);

const BY_STATUS: Omit<OutboundCase, 'activity' | 'requests'>[] = [
  { label: 'a code counts more than the status', response: refusal(131047, 500), outcome: window('131047') },
  {
    label: 'an unknown code that may pass',
    response: { status: 400, body: { error: { code: 999_999, is_transient: true } } },
    outcome: { state: 'retry', code: '999999' },
  },
  { label: 'an unknown code', response: refusal(999_999), outcome: { state: 'dead', code: '999999' } },
  { label: 'HTTP 500', response: { status: 500 }, outcome: { state: 'retry', code: 'http_500' } },
  { label: 'HTTP 503', response: { status: 503 }, outcome: { state: 'retry', code: 'http_503' } },
  { label: 'HTTP 429', response: { status: 429 }, outcome: { state: 'retry', code: 'http_429' } },
  { label: 'HTTP 408', response: { status: 408 }, outcome: { state: 'retry', code: 'http_408' } },
  { label: 'HTTP 302', response: { status: 302 }, outcome: { state: 'retry', code: 'http_302' } },
  { label: 'HTTP 401', response: { status: 401 }, outcome: { state: 'halted', code: 'http_401' } },
  { label: 'HTTP 403', response: { status: 403 }, outcome: { state: 'halted', code: 'http_403' } },
  { label: 'HTTP 404', response: { status: 404 }, outcome: { state: 'dead', code: 'http_404' } },
  { label: 'taken without an id', response: { status: 200 }, outcome: { state: 'uncertain', code: 'no_id' } },
  { label: 'no answer in time', response: 'timeout', outcome: { state: 'uncertain', code: 'timeout' } },
  { label: 'a lost connection', response: 'lost', outcome: { state: 'uncertain', code: 'connection_lost' } },
  { label: 'nobody there', response: 'refused', outcome: { state: 'retry', code: 'not_connected' } },
];

function window(code: string): Sent {
  return { state: 'window-closed', code };
}

export const SHOWN: OutboundCase[] = LAYOUTS.map((one) => ({
  ...one,
  response: TAKEN,
  outcome: one.requests.length > 0 ? SENT : NOTHING,
}));

export const ANSWERED: OutboundCase[] = [...REFUSED, ...BY_STATUS.map((one) => ({ ...said, ...one }))];
