import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createBotFrameworkChannel } from '../../../src/channels/botframework/send.js';
import { createTokenSource } from '../../../src/channels/botframework/token.js';
import type { Channel, Sent } from '../../../src/channels/contract.js';
import { createPost } from '../../../src/channels/http/post.js';
import { APP_ID, type Azure, PASSWORD, startAzure } from '../../support/azure.js';

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.close());
beforeEach(() => {
  for (const seen of [azure.answers, azure.replies, azure.asked]) seen.length = 0;
});

const log = { info() {}, warn() {}, error() {} };
function channel(own: { password?: string; loginUrl?: string } = {}): Channel {
  const post = createPost();
  const login = { appId: APP_ID, password: PASSWORD, loginUrl: `${azure.url}/login`, ...own };
  const token = createTokenSource(login, post, Date.now);
  return createBotFrameworkChannel({ serviceUrls: ['http://127.0.0.1'] }, { post, token, log });
}

const action = { type: 'messageBack', title: 'Casa', text: 'Casa', value: { slot: 'need', value: 'housing' } };
const asked = {
  type: 'message',
  text: '¿Qué?',
  channelData: { listButton: 'x' },
  suggestedActions: { to: [], actions: [action] },
};
function send(own: Record<string, string> = {}, attempt = 1, through = channel()): Promise<Sent> {
  const ids = { channelId: 'webchat', conversationId: 'c|1', userId: 'u1', botId: 'bot', activityId: 'a/1' };
  return through.send({
    id: 'row',
    address: { serviceUrl: `${azure.url}/`, ...ids, ...own },
    activity: asked,
    attempt,
  });
}

test('a reply arrives in her conversation, with buttons and without our own data', async () => {
  expect(await send()).toEqual({ state: 'sent', platformId: 'r-1' });
  expect(azure.replies).toMatchObject([
    {
      path: '/v3/conversations/c|1/activities/a/1',
      text: '¿Qué?',
      from: { id: 'bot' },
      suggestedActions: { actions: [action] },
    },
  ]);
  expect(JSON.stringify(azure.replies)).not.toContain('listButton');
});

test('a channel whose buttons carry no value gets buttons that say their title', async () => {
  await send({ channelId: 'msteams' });
  expect(azure.replies).toMatchObject([
    { suggestedActions: { actions: [{ type: 'imBack', title: 'Casa', value: 'Casa' }] } },
  ]);
});

test('the token is asked for once, and again when it is refused', async () => {
  const through = channel();
  await send({}, 1, through);
  await send({}, 1, through);
  azure.answers.push({ status: 401 });
  await send({}, 1, through);
  await send({}, 2, through);
  expect(azure.asked.filter((path) => path.startsWith('/login'))).toHaveLength(2);
});

const OUTCOMES: [string, number, string | undefined, number, Partial<Sent>][] = [
  ['taken', 201, undefined, 1, { state: 'sent' }],
  ['taken for later', 202, undefined, 1, { state: 'sent' }],
  ['not understood', 400, 'BadSyntax', 1, { state: 'dead', code: 'BadSyntax' }],
  ['token refused once', 401, undefined, 1, { state: 'retry', code: 'http_401' }],
  ['token refused again', 401, undefined, 2, { state: 'halted', code: 'http_401' }],
  ['the app is refused', 403, 'Forbidden', 1, { state: 'halted', code: 'http_403' }],
  ['she blocked us', 403, 'MessageWritesBlocked', 1, { state: 'dead', code: 'MessageWritesBlocked' }],
  ['she removed us', 403, 'BotNotInConversationRoster', 1, { state: 'dead', code: 'BotNotInConversationRoster' }],
  ['no such conversation', 404, 'ConversationNotFound', 1, { state: 'dead', code: 'ConversationNotFound' }],
  ['nothing there', 404, 'a code nobody knows', 1, { state: 'dead', code: 'http_404' }],
  ['too slow', 408, undefined, 1, { state: 'retry', code: 'http_408' }],
  ['changed meanwhile', 412, undefined, 1, { state: 'retry', code: 'http_412' }],
  ['too long', 413, 'MessageSizeTooBig', 1, { state: 'dead', code: 'MessageSizeTooBig' }],
  ['too many', 429, undefined, 1, { state: 'retry', code: 'http_429', afterMs: 7_000 }],
  ['a redirect, which is not followed', 302, undefined, 1, { state: 'retry', code: 'http_302' }],
  ['broken', 500, undefined, 1, { state: 'retry', code: 'http_500' }],
  ['a bad gateway', 502, undefined, 1, { state: 'retry', code: 'http_502' }],
  ['away', 503, undefined, 1, { state: 'retry', code: 'http_503' }],
  ['a gateway that waited in vain', 504, undefined, 1, { state: 'uncertain', code: 'http_504' }],
];

test.each(OUTCOMES)('%s: %i %s, try %i', async (_label, status, code, attempt, outcome) => {
  azure.answers.push({
    status,
    body: code ? { error: { code } } : {},
    headers: { 'retry-after': '7', location: '/x' },
  });
  expect(await send({}, attempt)).toMatchObject(outcome);
});

test.each([
  ['the login service is away', { loginUrl: 'http://127.0.0.1:1' }, {}, { state: 'retry', code: 'login_away' }],
  ['the password is wrong', { password: 'x' }, {}, { state: 'halted', code: 'login_refused' }],
  ['the connector is away', {}, { serviceUrl: 'http://127.0.0.1:1' }, { state: 'retry', code: 'not_connected' }],
  ['an address that is not allowed', {}, { serviceUrl: 'https://example.org' }, { state: 'dead', code: 'service_url' }],
])('%s', async (_label, own, address, outcome) => {
  expect(await send(address as Record<string, string>, 1, channel(own))).toEqual(outcome);
  expect(azure.replies).toEqual([]);
});
