import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GraphStandIn, type PhoneMessage, startGraphStandIn } from '../../../src/channels/graph/index.js';
import { findRefusal } from '../../../src/channels/graph/rules.js';
import { toEscapedJson } from '../../../src/channels/graph/webhook.js';
import { closeAll, closing, NOW, SETTINGS, startWebhook, type WebhookServer } from './webhookServer.js';

const PERSON = '32470000001';
let webhook: WebhookServer;
let graph: GraphStandIn;
let now: number;

const start = async (more: object = {}) =>
  closing(
    await startGraphStandIn({ ...SETTINGS, webhookUrl: webhook.url, retryDelaysMs: [], now: () => now, ...more }),
  );

beforeEach(async () => {
  now = NOW;
  webhook = await startWebhook();
  graph = await start();
});
afterEach(closeAll);

const text = (body: string) => ({ messaging_product: 'whatsapp', to: PERSON, type: 'text', text: { body } });

async function post(body: unknown, token = SETTINGS.accessToken, number = SETTINGS.phoneNumberId): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${graph.url}/${number}/messages`, { method: 'POST', headers, body: raw });
  const answer = await response.json();
  return answer.error?.code ?? answer.messages.length;
}

describe('limits', () => {
  const x = (length: number) => 'x'.repeat(length);
  const times = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const interactive = (content: object) => ({
    ...text(''),
    type: 'interactive',
    interactive: { body: { text: 'x' }, ...content },
  });
  const buttons = (replies: object[], more: object = {}) =>
    interactive({ type: 'button', action: { buttons: replies.map((reply) => ({ type: 'reply', reply })) }, ...more });
  const list = (sections: object[], button = 'x', more: object = {}) =>
    interactive({ type: 'list', action: { button, sections }, ...more });
  const reply = (index = 0, more: object = {}) => ({ id: `${index}`, title: `${index}`, ...more });
  const rows = (count: number) => [{ rows: times(count, reply) }];

  test.each([
    ['text of 4096', text(x(4096))],
    ['three buttons of 20', buttons(times(3, (index) => reply(index, { title: `${index}${x(19)}` })))],
    ['ten rows', list(rows(10), x(20))],
    ['a body of 1024', buttons([reply()], { body: { text: x(1024) } })],
    ['a callback of 512', { ...text('x'), biz_opaque_callback_data: x(512) }],
    ['a user id', { ...text('x'), to: undefined, recipient: 'BE.123' }],
  ])('allows %s', (_label, body) => {
    expect(findRefusal(body)).toBeUndefined();
  });

  test.each([
    ['text of 4097', text(x(4097))],
    ['a blank text', text(' ')],
    ['no receiver', { ...text('x'), to: undefined }],
    ['a receiver in words', { ...text('x'), to: 'her' }],
    ['a user id in words', { ...text('x'), recipient: 'her' }],
    ['a group', { ...text('x'), recipient_type: 'group' }],
    ['a callback of 513', { ...text('x'), biz_opaque_callback_data: x(513) }],
    ['a template', { ...text('x'), type: 'template' }],
    ['a read mark', { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' }],
    ['a body of 1025', buttons([reply()], { body: { text: x(1025) } })],
    ['a body of 1025 over a list', list(rows(1), 'x', { body: { text: x(1025) } })],
    ['no button', buttons([])],
    ['four buttons', buttons(times(4, reply))],
    ['a button of 21', buttons([reply(0, { title: x(21) })])],
    ['a button id of 257', buttons([reply(0, { id: x(257) })])],
    ['two buttons of one name', buttons([reply(0, { title: 'x' }), reply(1, { title: 'x' })])],
    ['two buttons of one id', buttons([reply(0, { id: 'x' }), reply(1, { id: 'x' })])],
    ['no row', list(rows(0))],
    ['eleven rows', list(rows(11))],
    ['eleven rows in two sections', list([...rows(6), ...rows(5)].map((section) => ({ title: 'x', ...section })))],
    ['two sections without titles', list([...rows(1), ...rows(1)])],
    ['a row of 25', list([{ rows: [reply(0, { title: x(25) })] }])],
    ['a row id of 201', list([{ rows: [reply(0, { id: x(201) })] }])],
    ['a row description of 73', list([{ rows: [reply(0, { description: x(73) })] }])],
    ['two rows of one id', list([{ rows: [reply(), reply()] }])],
    ['a list button of 21', list(rows(1), x(21))],
    ['no list button', list(rows(1), '')],
    ['another interactive kind', interactive({ type: 'flow' })],
  ])('refuses %s', (_label, body) => {
    expect(findRefusal(body)).toMatchObject({ status: 400, code: 131009 });
  });

  test.each([null, 7, [], {}])('refuses %j', (body) => {
    expect(findRefusal(body)).toMatchObject({ code: 100 });
  });
});

describe('sending', () => {
  test('needs a message of hers in the last 24 hours', async () => {
    expect(await post(text('x'))).toBe(131047);
    await graph.inbound(PERSON, { type: 'text', text: 'hola' });
    now += 24 * 3_600_000;
    expect(await post(text('x'))).toBe(1);
    now += 1;
    expect(await post(text('x'))).toBe(131047);
  });

  test('needs token, number and JSON', async () => {
    await graph.inbound(PERSON, { type: 'text', text: 'hola' });
    expect([await post(text('x'), 'other'), await post(text('x'), SETTINGS.accessToken, '9'), await post('{')]).toEqual(
      [190, 100, 100],
    );
  });

  test('is throttled for one person and for all', async () => {
    graph = await start({ perSecond: 50, statuses: [] });
    const other = '32470000002';
    for (const person of [PERSON, other]) await graph.inbound(person, { type: 'text', text: 'hola' });
    const answers: unknown[] = [];
    for (let index = 0; index < 46; index += 1) answers.push(await post(text('x')));
    for (let index = 0; index < 6; index += 1) answers.push(await post({ ...text('x'), to: other }));
    expect(answers.filter((answer) => answer !== 1)).toEqual([131056, 130429]);
  });

  test('a person with number and user id is one', async () => {
    await graph.inbound(`${PERSON}/BE.123`, { type: 'text', text: 'hola' });
    await post({ ...text('x'), to: undefined, recipient: 'BE.123' });
    expect(graph.ledger(PERSON).map(({ from }) => from)).toEqual(['person', 'service']);
    expect(graph.ledger('BE.123')).toEqual(graph.ledger());
  });
});

describe('phones', () => {
  const messages: PhoneMessage[] = [
    { type: 'text', text: 'hola' },
    { type: 'button', id: 'need:legal', title: 'x' },
    { type: 'row', id: 'need:legal', title: 'x' },
    { type: 'audio' },
    { type: 'image', caption: 'x' },
    { type: 'video' },
    { type: 'document' },
    { type: 'sticker' },
    { type: 'location', latitude: 50.8, longitude: 4.35 },
    { type: 'contacts' },
    { type: 'reaction', emoji: '👍' },
    { type: 'unsupported' },
    { type: 'raw', message: { type: 'order', order: {} } },
  ];
  test('send every kind, signed', async () => {
    for (const message of messages) expect(await graph.inbound(PERSON, message)).toBe(200);
    const media = webhook.incoming.map(({ activity }) => activity.channelData.medium);
    const expected = 'text choice choice audio image video document sticker location contact reaction other other';
    expect(media.join(' ')).toBe(expected);
  });

  test('try again until the service took it over', async () => {
    let tries = 0;
    const late = await startWebhook({
      accept: async () => {
        tries += 1;
        if (tries < 3) throw new Error('not yet');
        return 'accepted';
      },
    });
    const patient = await start({ webhookUrl: late.url, retryDelaysMs: [0, 0, 0] });
    expect([await patient.inbound(PERSON, { type: 'text', text: 'hola' }), tries]).toEqual([200, 3]);
  });

  test('are on a page', async () => {
    const phone = `${graph.page}phone/${PERSON}`;
    await fetch(phone, { method: 'POST', body: JSON.stringify({ type: 'text', text: 'hola' }) });
    expect(await (await fetch(phone)).json()).toMatchObject({
      person: { waId: PERSON },
      lines: [{ from: 'person', status: 'delivered', message: { text: { body: 'hola' } } }],
      typing: false,
    });
  });
});

test('the handshake is performed as the platform does', async () => {
  const stranger = await start({ verifyToken: 'other' });
  expect([await graph.verify(), await stranger.verify()]).toEqual([true, false]);
});

test('text is escaped as the platform does', () => {
  expect(toEscapedJson({ a: 'ñ/é 🍝' })).toBe('{"a":"\\u00f1\\/\\u00e9 \\ud83c\\udf5d"}');
});
