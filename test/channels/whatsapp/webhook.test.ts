import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { signatureOf, toEscapedJson } from '../../../src/channels/graph/webhook.js';
import { MAX_BODY_BYTES } from '../../../src/channels/whatsapp/limits.js';
import { RumboError } from '../../../src/errors.js';
import { closeAll, message, payload, post, SETTINGS, startWebhook, type WebhookServer } from './webhookServer.js';

let server: WebhookServer;
beforeEach(async () => {
  server = await startWebhook();
});
afterEach(closeAll);

const TEXT = "J'ai mangé des pâtes 🍝";
const text = (body: string, id = 'wamid.1') => message({ id, type: 'text', text: { body } });
const BODY = payload({ messages: [text(TEXT)] });
const RAW = JSON.stringify(BODY);
const sign = (raw: string) => signatureOf(SETTINGS.appSecret, raw);

describe('signature', () => {
  test.each([
    { label: 'raw accents', raw: RAW },
    { label: 'escaped accents and slashes, as the platform writes them', raw: toEscapedJson(BODY) },
    { label: 'odd spacing', raw: JSON.stringify(BODY, null, 3) },
  ])('right over $label', async ({ raw }) => {
    expect((await post(server.url, raw)).status).toBe(200);
    expect(server.incoming.map(({ activity }) => activity.text)).toEqual([TEXT]);
  });

  const right = sign(RAW);
  const refused: { label: string; headers: Record<string, string> }[] = [
    { label: 'missing', headers: {} },
    { label: 'empty', headers: { 'x-hub-signature-256': '' } },
    { label: 'of another secret', headers: { 'x-hub-signature-256': signatureOf('other', RAW) } },
    { label: 'of other bytes', headers: { 'x-hub-signature-256': sign(toEscapedJson(BODY)) } },
    { label: 'with the older hash', headers: { 'x-hub-signature': right, 'x-hub-signature-256': 'sha1=00' } },
    { label: 'in upper case', headers: { 'x-hub-signature-256': right.toUpperCase() } },
    { label: 'cut short', headers: { 'x-hub-signature-256': right.slice(0, -1) } },
    { label: 'without its name', headers: { 'x-hub-signature-256': right.slice(7) } },
    { label: 'of letters beyond ASCII', headers: { 'x-hub-signature-256': `sha256=${'é'.repeat(64)}` } },
  ];
  test.each(refused)('$label is refused without a word', async ({ headers }) => {
    const response = await post(server.url, RAW, headers);
    expect([response.status, await response.text(), server.incoming]).toEqual([401, '', []]);
  });
});

describe('body', () => {
  test.each(['', '{', 'null', '[]', '"x"', '7', '[[[['])('signed but no JSON object: %j', async (raw) => {
    expect((await post(server.url, raw)).status).toBe(400);
  });

  test.each([MAX_BODY_BYTES + 1, MAX_BODY_BYTES * 3])('of %d bytes is too large', async (size) => {
    const response = await post(server.url, Buffer.alloc(size, 32));
    expect([response.status, await response.text()]).toEqual([413, '']);
  });

  test('of just the limit is read', async () => {
    expect((await post(server.url, RAW.padEnd(MAX_BODY_BYTES - TEXT.length, ' '))).status).toBe(200);
  });

  test('of 64 KB of text is handed on whole', async () => {
    const long = 'é'.repeat(65_536);
    expect((await post(server.url, JSON.stringify(payload({ messages: [text(long)] })))).status).toBe(200);
    expect(server.incoming[0]?.activity.text).toBe(long);
  });

  test('nested without end does no harm', async () => {
    const deep = `{"entry":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await post(server.url, deep)).status).toBe(200);
  });

  test('that does not come is given up', async () => {
    const slow = await startWebhook({ bodyTimeoutMs: 20 });
    const socket = connect(Number(new URL(slow.url).port), '127.0.0.1');
    socket.write('POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{');
    const answer = await socket.setEncoding('utf8').take(1).toArray();
    expect(answer[0]).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe('taking over', () => {
  test('a poison message spoils nothing beside it', async () => {
    const poison = [null, 7, [], { type: 'text' }, { id: {}, from: [], timestamp: {} }];
    const messages = [text('one', 'wamid.1'), ...poison, text('two', 'wamid.2')];
    expect((await post(server.url, JSON.stringify(payload({ messages, statuses: [null] })))).status).toBe(200);
    expect(server.incoming.map(({ activity }) => activity.text)).toEqual(['one', 'two']);
    expect(server.logged).toEqual([expect.objectContaining({ ignored: { malformed: 5, status: 1 } })]);
  });

  test('a group is left unanswered, which is said once', async () => {
    const group = JSON.stringify(payload({ messages: [{ ...text('x'), group_id: '5' }] }));
    await post(server.url, group);
    await post(server.url, group);
    expect(server.incoming).toEqual([]);
    const said = server.logged.filter((line) => Object(line).message === 'whatsapp_groups_are_not_answered');
    expect(said).toEqual([{ message: 'whatsapp_groups_are_not_answered' }]);
  });

  test('while the store is away the platform is asked at once to send all of it again', async () => {
    let tries = 0;
    const away = await startWebhook({
      accept: async () => {
        tries += 1;
        throw new RumboError('store_unavailable', 'The store did not answer.');
      },
    });
    const messages = [text('one', 'wamid.1'), text('two', 'wamid.2')];
    expect((await post(away.url, JSON.stringify(payload({ messages })))).status).toBe(503);
    expect(tries).toBe(1);
  });

  test('a message that cannot be taken over is asked for again, after its siblings were taken', async () => {
    const taken: string[] = [];
    const partly = await startWebhook({
      accept: async (_channel, { dedupeId }) => {
        if (dedupeId === 'wamid.1') throw new TypeError(TEXT);
        taken.push(dedupeId);
        return 'accepted';
      },
    });
    const messages = [text('one', 'wamid.1'), text('two', 'wamid.2')];
    expect((await post(partly.url, JSON.stringify(payload({ messages })))).status).toBe(503);
    expect(taken).toEqual(['wamid.2']);
    expect(partly.logged).toContainEqual(expect.objectContaining({ failures: { TypeError: 1 } }));
    expect(JSON.stringify(partly.logged)).not.toContain('mang');
  });

  test('nothing of a message is logged', async () => {
    await post(server.url, RAW);
    await post(server.url, RAW, {});
    expect(server.logged).toHaveLength(2);
    expect(JSON.stringify(server.logged)).not.toMatch(/32470000001|mang|wamid/);
  });
});

describe('handshake', () => {
  const ask = (query: Record<string, string>) => fetch(`${server.url}?${new URLSearchParams(query)}`);
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': SETTINGS.verifyToken, 'hub.challenge': '1158201444' };

  test('gives the challenge back as plain text', async () => {
    const response = await ask(right);
    expect([response.status, await response.text()]).toEqual([200, '1158201444']);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test.each([
    { label: 'another token', query: { ...right, 'hub.verify_token': 'other' } },
    { label: 'another mode', query: { ...right, 'hub.mode': 'unsubscribe' } },
    { label: 'no challenge', query: { ...right, 'hub.challenge': '' } },
    { label: 'nothing', query: {} },
  ])('is refused with $label', async ({ query }) => {
    const response = await ask(query as Record<string, string>);
    expect([response.status, await response.text()]).toEqual([403, '']);
  });

  test('other methods are refused', async () => {
    const response = await fetch(server.url, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});
