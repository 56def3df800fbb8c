import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sent } from '../../../src/channels/contract.js';
import { type Fault, type GraphStandIn, startGraphStandIn } from '../../../src/channels/graph/index.js';
import { classifyFailure } from '../../../src/channels/http/failure.js';
import { createPost } from '../../../src/channels/http/post.js';
import { createWhatsAppChannel } from '../../../src/channels/whatsapp/send.js';
import { eventually } from '../../support/service.js';
import { closeAll, closing, NOW, SETTINGS, startWebhook, type WebhookServer } from './webhookServer.js';

const PERSON = '32470000001';
let webhook: WebhookServer;
let graph: GraphStandIn;
let logged: unknown[];

beforeEach(async () => {
  logged = [];
  webhook = await startWebhook();
  graph = closing(await startGraphStandIn({ ...SETTINGS, webhookUrl: webhook.url, retryDelaysMs: [], now: () => NOW }));
  await graph.inbound(PERSON, { type: 'text', text: 'hola' });
});
afterEach(closeAll);

function send(settings: Partial<typeof SETTINGS> = {}, text = 'Hola', timeoutMs = 20_000): Promise<Sent> {
  const write = (fields: object) => logged.push(fields);
  const channel = createWhatsAppChannel(
    { ...SETTINGS, graphUrl: graph.url, ...settings },
    { post: createPost(), log: { info: write, warn: write, error: write }, timeoutMs },
  );
  return channel.send({ id: 'outbox-1', address: { to: PERSON }, activity: { type: 'message', text }, attempt: 1 });
}

const said = () => graph.ledger(PERSON).filter(({ from }) => from === 'service');

test('what is sent arrives, and its statuses name the outbox row', async () => {
  const sent = await send();
  await graph.settled();
  const [line] = said();
  expect(sent).toEqual({ state: 'sent', platformId: line?.id });
  expect(webhook.settlements).toEqual([
    { id: 'outbox-1', platformId: line?.id, status: 'sent' },
    { id: 'outbox-1', platformId: line?.id, status: 'delivered' },
  ]);
});

const OUTCOMES: { label: string; fault: Fault; outcome: object; arrived: number }[] = [
  {
    label: 'throttled',
    fault: { code: 130429 },
    outcome: { state: 'retry', code: '130429', afterMs: 5000 },
    arrived: 0,
  },
  {
    label: 'too fast for one person',
    fault: { code: 131056 },
    outcome: { state: 'retry', code: '131056', afterMs: 6000 },
    arrived: 0,
  },
  { label: 'window closed', fault: { code: 131047 }, outcome: { state: 'window-closed', code: '131047' }, arrived: 0 },
  { label: 'token refused', fault: { code: 190, status: 401 }, outcome: { state: 'halted', code: '190' }, arrived: 0 },
  { label: 'not reachable', fault: { code: 131026 }, outcome: { state: 'dead', code: '131026' }, arrived: 0 },
  { label: 'down', fault: { status: 502 }, outcome: { state: 'retry', code: 'http_502' }, arrived: 0 },
  { label: 'broken off', fault: 'reset', outcome: { state: 'uncertain', code: 'connection_lost' }, arrived: 0 },
  { label: 'answer lost', fault: 'drop', outcome: { state: 'uncertain', code: 'connection_lost' }, arrived: 1 },
  { label: 'silent', fault: 'hang', outcome: { state: 'uncertain', code: 'timeout' }, arrived: 0 },
];

test.each(OUTCOMES)('$label', async ({ fault, outcome, arrived }) => {
  graph.fail(fault);
  const sent = await send({}, 'Hola', fault === 'hang' ? 50 : 20_000);
  expect([sent, said().length]).toEqual([outcome, arrived]);
  expect(JSON.stringify(logged)).not.toMatch(/Hola|3247/);
});

test('nobody there', async () => {
  await graph.close();
  expect(await send()).toEqual({ state: 'retry', code: 'not_connected' });
});

test('a wrong token halts the channel', async () => {
  expect(await send({ accessToken: 'other' })).toEqual({ state: 'halted', code: '190' });
});

test('a redirect is not followed: the token goes nowhere else', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  expect(await send({ graphUrl: `http://127.0.0.1:${port}` })).toEqual({ state: 'retry', code: 'http_307' });
  expect(asked).toEqual([`/${SETTINGS.phoneNumberId}/messages`]);
});

test('of several bubbles those after a refused one are not sent', async () => {
  const long = `${'a '.repeat(2000)}\n\n${'b '.repeat(2000)}`;
  graph.fail({ code: 131026 });
  expect([await send({}, long), said().length]).toEqual([{ state: 'dead', code: '131026' }, 0]);
  expect([(await send({}, long)).state, said().length]).toEqual(['sent', 2]);
});

test('an answer without an id may have been sent', async () => {
  const answer = async () => ({ status: 200, text: '<html>' });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const channel = createWhatsAppChannel(SETTINGS, { post: answer, log });
  const outgoing = { id: '1', address: { to: PERSON }, activity: { text: 'x' }, attempt: 1 };
  expect(await channel.send(outgoing)).toEqual({ state: 'uncertain', code: 'no_id' });
  expect(await channel.send({ ...outgoing, address: {} })).toEqual({ state: 'dead', code: 'no_address' });
  expect(await channel.send({ ...outgoing, activity: {} })).toEqual({ state: 'dead', code: 'nothing_to_send' });
});

describe('marking as read', () => {
  const channel = (readReceipts: boolean, graphUrl = graph.url) => {
    const write = (fields: object) => logged.push(fields);
    const log = { info: write, warn: write, error: write };
    return createWhatsAppChannel({ ...SETTINGS, graphUrl }, { post: createPost(), log, readReceipts });
  };
  const tick = () => graph.ledger(PERSON)[0]?.status;
  const hers = () => ({ address: { to: PERSON }, dedupeId: graph.ledger(PERSON)[0]?.id ?? '' });

  test('is off unless set', () => {
    expect(channel(false).seen).toBeUndefined();
  });

  test('colours her ticks', async () => {
    channel(true).seen?.(hers());
    await eventually(() => tick() === 'read' || undefined);
    expect(logged).toEqual([]);
  });

  test.each([
    ['refused', () => graph.url],
    ['not answered', () => 'http://127.0.0.1:1'],
  ])('%s is noted without a word of hers, and nothing else', async (how, url) => {
    channel(true, url()).seen?.({ ...hers(), ...(how === 'refused' && { dedupeId: 'wamid.x' }) });
    await eventually(() => logged.length > 0 || undefined);
    expect(logged).toEqual([{ status: how === 'refused' ? 400 : 0 }]);
    expect(tick()).toBe('delivered');
  });
});

test('a failure of an unknown sort is uncertain', () => {
  expect(classifyFailure('x')).toEqual({ state: 'uncertain', code: 'connection_lost' });
});
