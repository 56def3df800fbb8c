import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../../src/channels/graph/errorCodes.js';
import { type GraphStandIn, startGraphStandIn } from '../../../src/channels/graph/index.js';
import { closeAll, closing, NOW, SETTINGS, startWebhook, type WebhookServer } from '../whatsapp/webhookServer.js';

const PERSON = '32470000001';
let webhook: WebhookServer;
let graph: GraphStandIn;
let origin: string;
let now: number;

beforeEach(async () => {
  now = NOW;
  webhook = await startWebhook();
  const options = { ...SETTINGS, webhookUrl: webhook.url, retryDelaysMs: [], now: () => now };
  graph = closing(await startGraphStandIn(options));
  origin = new URL(graph.url).origin;
  await graph.inbound(PERSON, { type: 'text', text: 'hola' });
});
afterEach(closeAll);

const headers = { authorization: `Bearer ${SETTINGS.accessToken}`, 'content-type': 'application/json' };
const call = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(origin + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};
const messages = `/v23.0/${SETTINGS.phoneNumberId}/messages`;
const say = (more: object = {}) =>
  call('POST', messages, {
    messaging_product: 'whatsapp',
    to: PERSON,
    type: 'text',
    text: { body: 'x' },
    biz_opaque_callback_data: 'row',
    ...more,
  });
const plan = (fault: object) => call('PUT', '/stand-in/faults', fault);

describe('every code on demand', () => {
  test.each(ERROR_CODES.map(({ code, status }) => ({ code, status })))('$code in the answer', async ({
    code,
    status,
  }) => {
    expect((await plan({ code })).body).toEqual({ ahead: [{ code }] });
    expect(await say()).toMatchObject({
      status,
      body: { error: { code, type: 'OAuthException', error_data: { messaging_product: 'whatsapp' } } },
    });
    expect((await say()).status).toBe(200);
  });

  test('or later, in a status', async () => {
    await plan({ code: 131026, by: 'status' });
    expect((await say()).status).toBe(200);
    await graph.settled();
    expect(webhook.settlements).toMatchObject([{ id: 'row', status: 'failed', errorCode: '131026' }]);
  });

  test('so often as is asked, and none after all', async () => {
    await plan({ code: 4, times: 3 });
    await say();
    expect((await call('GET', '/stand-in/faults')).body).toMatchObject({ ahead: [{ code: 4 }, { code: 4 }] });
    await call('DELETE', '/stand-in/faults');
    expect((await say()).status).toBe(200);
  });

  test.each([
    [{}],
    [{ code: 'x' }],
    [{ status: 200 }],
    [{ fault: 'x' }],
    [{ code: 4, times: -1 }],
    [{ code: 4, times: 1e9 }],
    [[]],
  ])('%j is refused', async (wish) => {
    expect((await plan(wish)).status).toBe(400);
    expect((await say()).status).toBe(200);
  });
});

test('statuses come in the order that is asked for', async () => {
  expect((await call('PUT', '/stand-in/statuses', { order: ['read', 'delivered'] })).status).toBe(200);
  expect((await call('PUT', '/stand-in/statuses', { order: ['seen'] })).status).toBe(400);
  await say();
  await graph.settled();
  expect(webhook.settlements.map(({ status }) => status)).toEqual(['read', 'delivered']);
});

describe('marks of reading', () => {
  const read = (id: unknown, more: object = {}) =>
    call('POST', messages, { messaging_product: 'whatsapp', status: 'read', message_id: id, ...more });
  const view = async () => (await call('GET', `/phone/${PERSON}`)).body;
  const typing = { typing_indicator: { type: 'text' } };

  test('colour her ticks, of this message and all before it, and show that somebody writes', async () => {
    await graph.inbound(PERSON, { type: 'text', text: 'otra' });
    const { lines } = await view();
    expect((await read(lines[0].id)).body).toEqual({ success: true });
    expect((await view()).lines.map((line: { status: string }) => line.status)).toEqual(['read', 'delivered']);
    await read(lines[1].id, typing);
    expect((await view()).typing).toBe(true);
    now += 25_000;
    expect((await view()).typing).toBe(false);
  });

  test('"writing" ends with the answer', async () => {
    await read((await view()).lines[0].id, typing);
    await say();
    expect((await view()).typing).toBe(false);
  });

  test('are refused of what nobody sent, and in other words', async () => {
    const { id } = (await view()).lines[0];
    const answers = await Promise.all([
      read('wamid.x'),
      read(id, { status: 'seen' }),
      read(id, { messaging_product: 'x' }),
      read(id, { typing_indicator: { type: 'audio' } }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([
      [400, 131009],
      [400, 100],
      [400, 100],
      [400, 131009],
    ]);
  });

  test('her look counts as read', async () => {
    await say();
    await graph.settled();
    await call('POST', `/phone/${PERSON}/look`);
    await graph.settled();
    expect(webhook.settlements.at(-1)).toMatchObject({ id: 'row', status: 'read' });
  });
});

describe('files', () => {
  const bytes = Buffer.from('OggS a voice');
  const send = (kind: string, body: Buffer = bytes) =>
    fetch(`${origin}/phone/${PERSON}/media?kind=${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'audio/ogg' },
      body: new Uint8Array(body),
    });

  test('reach the service by an id, an address and the token', async () => {
    const { id } = await (await send('audio')).json();
    expect(webhook.incoming.at(-1)).toMatchObject({ activity: { attachments: [{ contentType: 'audio/ogg' }] } });
    const told = (await call('GET', `/v23.0/${id}`)).body;
    expect(told).toMatchObject({ id, mime_type: 'audio/ogg', file_size: bytes.length });
    const file = await fetch(told.url, { headers });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    expect([(await fetch(told.url)).status, (await fetch(`${origin}/v23.0/${id}`)).status]).toEqual([401, 401]);
    now += 5 * 60_000 + 1;
    expect((await fetch(told.url, { headers })).status).toBe(404);
  });

  test('that are unknown or too large are refused', async () => {
    expect((await call('GET', '/v23.0/42')).status).toBe(400);
    const answers = [await send('sticker', Buffer.alloc(500 * 1024 + 1)), await send('film')];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});

test('a recording is sent by its address alone', async () => {
  const audio = (link: string) => say({ type: 'audio', audio: { link } });
  expect((await audio('https://example.org/a.ogg')).status).toBe(200);
  expect((await audio('a.ogg')).body.error.code).toBe(131009);
});

test('what she does to a message shows on it, and reaches the service', async () => {
  const [line] = graph.ledger(PERSON);
  const to = line?.id ?? '';
  await graph.inbound(PERSON, { type: 'reaction', to, emoji: '👍' });
  await graph.inbound(PERSON, { type: 'edit', to, text: 'buenas' });
  await graph.inbound(PERSON, { type: 'revoke', to });
  expect(graph.ledger(PERSON)[0]).toMatchObject({ reaction: '👍', edited: 'buenas', deleted: true });
  const sent = graph.ledger(PERSON).map(({ message }) => message['type']);
  expect(sent).toEqual(['text', 'reaction', 'edit', 'revoke']);
});

test('under a new number the chat goes on, and the old one is nobody’s', async () => {
  await graph.change(`${PERSON}/BE.1`, '32470000009/BE.2');
  expect(graph.ledger('32470000009').at(-1)?.message).toMatchObject({
    type: 'system',
    from: PERSON,
    system: { type: 'user_changed_number', wa_id: '32470000009', user_id: 'BE.2', previous_user_id: 'BE.1' },
  });
  expect([(await say()).body.error?.code, (await say({ to: '32470000009' })).status]).toEqual([131047, 200]);
});

test('the page is served from its folder, and nothing beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phone-'));
  writeFileSync(join(folder, 'index.html'), 'a phone');
  const own = closing(await startGraphStandIn({ ...SETTINGS, webhookUrl: webhook.url, pageFolder: folder }));
  expect(await (await fetch(own.page)).text()).toBe('a phone');
  const others = ['phone.js', '../package.json', '%2e%2e/package.json', 'constructor'];
  for (const path of others) expect((await fetch(own.page + path)).status).toBe(404);
  rmSync(folder, { recursive: true });
});
