import { afterEach, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../../src/channels/whatsapp/kinds.js';
import { toIncoming } from '../../../src/channels/whatsapp/toIncoming.js';
import { INBOUND } from './inboundCases.js';
import { closeAll, message, NOW, NOW_SECONDS, payload, post, SETTINGS, startWebhook } from './webhookServer.js';

const read = (value: object, phoneNumberId?: string) =>
  toIncoming(payload(value, phoneNumberId) as Record<string, unknown>, {
    phoneNumberId: SETTINGS.phoneNumberId,
    now: NOW,
  });

const hello = (more: object = {}) => message({ type: 'text', text: { body: 'hola' }, ...more });

describe('each kind of webhook', () => {
  afterEach(closeAll);

  test.each(INBOUND)('$label', async ({ body, status, activities, ignored }) => {
    const server = await startWebhook();
    expect((await post(server.url, JSON.stringify(body))).status).toBe(status);
    expect(server.incoming.map(({ activity }) => activity)).toEqual(activities);
    expect(server.logged.at(-1)).toMatchObject({ ignored: ignored ? { [ignored]: 1 } : {} });
  });

  test.each(Object.keys(KINDS))('%s has a case', (kind) => {
    expect(INBOUND.filter((inbound) => inbound.kind === kind)).not.toEqual([]);
  });
});

describe('who wrote', () => {
  const both = { to: '32470000001', recipient: 'BE.123' };
  const cases = [
    { label: 'a number', who: {}, contacts: [], identity: '32470000001', address: { to: '32470000001' } },
    { label: 'a user id beside it', who: { from_user_id: 'BE.123' }, contacts: [], identity: 'BE.123', address: both },
    {
      label: 'a user id in her contact',
      who: {},
      contacts: [
        { wa_id: '32470000009', user_id: 'BE.9' },
        { wa_id: '32470000001', user_id: 'BE.123' },
      ],
      identity: 'BE.123',
      address: both,
    },
    {
      label: "not the user id of another's contact",
      who: {},
      contacts: [{ wa_id: '32470000009', user_id: 'BE.9' }],
      identity: '32470000001',
      address: { to: '32470000001' },
    },
    {
      label: 'a user id alone',
      who: { from: undefined, from_user_id: 'BE.123' },
      contacts: [{ user_id: 'BE.123' }],
      identity: 'BE.123',
      address: { recipient: 'BE.123' },
    },
    {
      label: 'a user id in the place of the number',
      who: { from: 'BE.123' },
      contacts: [],
      identity: 'BE.123',
      address: { recipient: 'BE.123' },
    },
    {
      label: 'a user id that is none',
      who: { from_user_id: 'b e' },
      contacts: ['x', null],
      identity: '32470000001',
      address: { to: '32470000001' },
    },
  ];

  test.each(cases)('$label', ({ who, contacts, identity, address }) => {
    expect(read({ contacts, messages: [hello(who)] }).incoming).toEqual([
      expect.objectContaining({ identity, address }),
    ]);
  });

  test('names are not kept', () => {
    const contacts = [{ profile: { name: 'NAME', username: 'USERNAME' }, wa_id: '32470000001' }];
    expect(JSON.stringify(read({ contacts, messages: [hello()] }))).not.toMatch(/NAME/);
  });
});

describe('when', () => {
  const ago = (ms: number) => String((NOW - ms) / 1000);
  test.each([
    { label: 'the time given', timestamp: ago(60_000), at: NOW - 60_000 },
    { label: 'a number instead of text', timestamp: NOW / 1000, at: NOW },
    { label: 'none', timestamp: undefined, at: NOW },
    { label: 'words', timestamp: 'soon', at: NOW },
    { label: '1970', timestamp: '0', at: NOW },
    { label: 'milliseconds', timestamp: String(NOW), at: NOW },
    { label: '2100', timestamp: '4102444800', at: NOW },
  ])('$label', ({ timestamp, at }) => {
    expect(read({ messages: [hello({ timestamp })] }).incoming[0]?.sentAt).toBe(at);
  });

  test('messages of one body are put in the order of their times', () => {
    const ids = ['wamid.b', 'wamid.c', 'wamid.a'];
    const times = [NOW_SECONDS, NOW_SECONDS, ago(5000)];
    const messages = ids.map((id, index) => hello({ id, timestamp: times[index] }));
    expect(read({ messages }).incoming.map(({ dedupeId }) => dedupeId)).toEqual(['wamid.a', 'wamid.b', 'wamid.c']);
  });
});

describe('what else a body holds', () => {
  test('what came for another number is left out', () => {
    expect(read({ messages: [hello()] }, '999')).toEqual({
      incoming: [],
      settlements: [],
      ignored: ['foreign-number'],
    });
  });

  test.each([
    {},
    { entry: 7 },
    { entry: [null, { changes: {} }] },
    { entry: [{ changes: [null] }] },
  ])('a body of another shape holds nothing: %j', (shape) => {
    expect(toIncoming(shape, { phoneNumberId: '1', now: NOW }).incoming).toEqual([]);
  });

  test('a message of no shape at all spoils no other', () => {
    const nothing = { toString: 1, valueOf: 1 };
    const messages = [hello({ type: nothing }), hello({ timestamp: nothing }), hello({ id: 'wamid.z' })];
    expect(read({ messages }).incoming.map(({ dedupeId }) => dedupeId)).toContain('wamid.z');
  });

  test('statuses of any order and kind become settlements, each for itself', () => {
    const order = ['read', 'sent', 'delivered', 'played', 'sent'];
    const statuses = order.map((status) => ({ id: 'wamid.1', status }));
    expect(read({ statuses }).settlements.map(({ status }) => status)).toEqual(['read', 'sent', 'delivered', 'sent']);
  });

  test('statuses become settlements', () => {
    const statuses = [
      { id: 'wamid.1', status: 'sent', biz_opaque_callback_data: 'outbox-1', recipient_id: '32470000001' },
      { id: 'wamid.2', status: 'failed', errors: [{ code: 131047 }] },
    ];
    expect(read({ statuses }).settlements).toEqual([
      { id: 'outbox-1', platformId: 'wamid.1', status: 'sent' },
      { platformId: 'wamid.2', status: 'failed', errorCode: '131047' },
    ]);
  });
});
