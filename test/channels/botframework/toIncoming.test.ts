import { describe, expect, test } from '@jest/globals';
import { toIncoming } from '../../../src/channels/botframework/toIncoming.js';

const NOW = Date.UTC(2026, 0, 12, 10);
const PAYLOAD = {
  type: 'message',
  id: 'a1',
  channelId: 'telegram',
  serviceUrl: 'https://telegram.botframework.com/',
  conversation: { id: 'c1', name: 'Her Name' },
  from: { id: 'u1', name: 'Her Name' },
  recipient: { id: 'bot', name: 'Rumbo' },
  text: 'hola',
};
const read = (own: object) => toIncoming({ ...PAYLOAD, ...own }, NOW);
const png = { contentType: 'image/png', contentUrl: 'https://example.org/x.png', name: 'me.png' };

const CASES: { label: string; body: object; activity: object }[] = [
  { label: 'text', body: {}, activity: { text: 'hola', channelData: { medium: 'text' } } },
  {
    label: 'a tap of ours',
    body: { text: 'Casa', value: { slot: 'need', value: 'housing', more: 1 } },
    activity: { value: { slot: 'need', value: 'housing' }, channelData: { medium: 'choice' } },
  },
  { label: 'a value of somebody else', body: { value: { a: 1 } }, activity: { channelData: { medium: 'text' } } },
  {
    label: 'an image',
    body: { text: undefined, attachments: [png] },
    activity: { attachments: [{ contentType: 'image/png' }], channelData: { medium: 'image' } },
  },
  {
    label: 'a voice note',
    body: { text: '', attachments: [{ contentType: 'audio/ogg' }] },
    activity: { channelData: { medium: 'audio' } },
  },
  {
    label: 'a file',
    body: { attachments: [{ contentType: 'application/pdf' }] },
    activity: { channelData: { medium: 'document' } },
  },
  {
    label: 'a file of no kind',
    body: { attachments: [{ contentType: 'x'.repeat(300) }] },
    activity: { attachments: [{ contentType: 'application/octet-stream' }] },
  },
  {
    label: 'text that comes as HTML too',
    body: { attachments: [{ contentType: 'text/html', content: '<p>hola</p>' }] },
    activity: { text: 'hola', channelData: { medium: 'text' } },
  },
  { label: 'nothing in it', body: { text: undefined }, activity: { text: '', channelData: { medium: 'other' } } },
  { label: 'text of another kind', body: { text: 7 }, activity: { text: '' } },
];

describe('what a message becomes', () => {
  test.each(CASES)('$label', ({ body, activity }) => {
    expect(read(body)).toMatchObject({ activity: { type: 'message', channelId: 'botframework', ...activity } });
  });

  test('the conversation reference is kept, and no name', () => {
    const incoming = read({});
    expect(incoming).toMatchObject({
      identity: '["telegram","c1","u1"]',
      address: { channelId: 'telegram', conversationId: 'c1', userId: 'u1', botId: 'bot', activityId: 'a1' },
      sentAt: NOW,
    });
    expect(JSON.stringify(incoming)).not.toMatch(/Her Name|me\.png|example\.org/);
  });

  test('a longer text is cut, and never more than ten files are looked at', () => {
    const incoming = read({ text: 'x'.repeat(100_000), attachments: Array.from({ length: 50 }, () => png) });
    expect(incoming).toMatchObject({ activity: { text: 'x'.repeat(65_536) } });
    expect('activity' in incoming && incoming.activity.attachments).toHaveLength(10);
  });

  test.each([
    ['another person', { from: { id: 'u2' } }],
    ['another conversation', { conversation: { id: 'c2' } }],
    ['another channel', { channelId: 'webchat' }],
    ['ids that only look alike together', { conversation: { id: 'c1","u1' }, from: { id: 'u1' } }],
  ])('%s is another identity', (_label, own) => {
    expect(read(own)).not.toMatchObject({ identity: '["telegram","c1","u1"]' });
  });
});

describe('what leads to nothing', () => {
  const quiet = 'conversationUpdate typing event invoke messageReaction endOfConversation installationUpdate '.concat(
    'messageUpdate messageDelete contactRelationUpdate trace',
  );
  test.each(quiet.split(' '))('%s', (type) => {
    expect(read({ type, membersAdded: [{ id: 'u1' }] })).toEqual({ ignored: type });
  });

  test.each([
    ['a type nobody knows', { type: 'Fax 32470000001' }, 'unknown'],
    ['no type', { type: undefined }, 'unknown'],
    ['a group', { conversation: { id: 'c1', isGroup: true } }, 'group'],
    ['a group of Teams', { conversation: { id: 'c1', conversationType: 'channel' } }, 'group'],
    ['our own words', { from: { id: 'bot', role: 'bot' } }, 'echo'],
  ])('%s', (_label, own, ignored) => {
    expect(read(own)).toEqual({ ignored });
  });

  test.each([
    ['id', { id: undefined }, 'activityId'],
    ['conversation', { conversation: null }, 'conversationId'],
    ['sender', { from: 'u1' }, 'userId'],
    ['sender of a sensible length', { from: { id: 'u'.repeat(600) } }, 'userId'],
    ['receiver', { recipient: {} }, 'botId'],
  ])('a message without %s is none', (_label, own, malformed) => {
    expect(read(own)).toEqual({ malformed });
  });
});
