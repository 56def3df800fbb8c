import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { findRefusal } from '../../../src/channels/graph/rules.js';
import type { Post } from '../../../src/channels/http/post.js';
import { gather } from '../../../src/channels/whatsapp/gather.js';
import { readKind } from '../../../src/channels/whatsapp/kinds.js';
import { createWhatsAppChannel } from '../../../src/channels/whatsapp/send.js';
import { splitForSending } from '../../../src/channels/whatsapp/splitForSending.js';
import { toRequests } from '../../../src/channels/whatsapp/toRequests.js';
import { ANSWERED, choices, type Response, SHOWN, titles } from './outboundCases.js';
import { SETTINGS } from './webhookServer.js';

const ADDRESS = { to: '32470000001', recipient: 'BE.123' };
const request = (activity: Partial<Activity>, address: Record<string, string> = ADDRESS) =>
  toRequests({ id: 'outbox-1', address, activity });

const FAILURES = {
  timeout: { name: 'TimeoutError' },
  lost: { code: 'ECONNRESET' },
  refused: { code: 'ECONNREFUSED' },
};

/** Answers everything the same way, and keeps what was asked. */
function platform(response: Response): { post: Post; requests: object[] } {
  const requests: object[] = [];
  const post: Post = async (_url, _headers, body) => {
    requests.push(JSON.parse(body));
    if (typeof response === 'string') throw Object.assign(new Error('failed'), FAILURES[response]);
    return { status: response.status, text: JSON.stringify(response.body ?? '<html>') };
  };
  return { post, requests };
}

const log = { info: () => {}, warn: () => {}, error: () => {} };

test.each([...SHOWN, ...ANSWERED])('$label', async ({ activity, requests, response, outcome, attempt = 1 }) => {
  const { post, requests: asked } = platform(response);
  const channel = createWhatsAppChannel(SETTINGS, { post, log });
  const message = { type: 'message', ...activity };
  expect(await channel.send({ id: 'outbox-1', address: ADDRESS, activity: message, attempt })).toEqual(outcome);
  expect(asked).toEqual(requests.map((body) => expect.objectContaining(body)));
});

test.each(SHOWN)('$label keeps the platform’s rules', ({ activity }) => {
  expect(request(activity).map(findRefusal).filter(Boolean)).toEqual([]);
});

test.each(SHOWN)('$label: a bubble is not parted again', ({ activity }) => {
  const bubbles = splitForSending(activity);
  expect(bubbles.flatMap(splitForSending)).toEqual(bubbles);
});

test('every request names the outbox row', () => {
  expect(request({ text: 'Hola' })[0]).toMatchObject({
    messaging_product: 'whatsapp',
    biz_opaque_callback_data: 'outbox-1',
  });
});

describe('what is said in one turn', () => {
  const spoken = (name: string) => ({ channelData: { audio: `https://example.org/${name}` } });
  test('is one bubble, and its recordings follow in their order', () => {
    const said = gather([
      { text: 'a', ...spoken('a') },
      { type: 'event' },
      { text: 'b?', ...choices(['Sí']), ...spoken('b') },
    ]);
    expect(said.map(({ text, channelData }) => text ?? channelData.audio)).toEqual([
      'a\n\nb?',
      'https://example.org/a',
      'https://example.org/b',
    ]);
  });

  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const activity = fc.record({
    text: fc.array(word, { maxLength: 300 }).map((words) => words.join(' ')),
    names: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 2, max: 30 }),
  });
  test('keeps the platform’s rules however long it is, and nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.array(activity, { maxLength: 4 }), (made) => {
        const activities = made.map(({ text, names, length }) => ({ text, ...choices(titles(names, length)) }));
        const bubbles = gather(activities);
        expect(
          bubbles
            .flatMap((bubble) => request(bubble))
            .map(findRefusal)
            .filter(Boolean),
        ).toEqual([]);
        const letters = (texts: (string | undefined)[]) => texts.join('').replace(/\s/g, '');
        const own = letters(activities.map(({ text }) => (text.trim() ? text : '')));
        const shown = letters(bubbles.map(({ text }) => text));
        if (made.every(({ names }) => names === 0)) expect(shown).toBe(own);
      }),
      { numRuns: 60 },
    );
  });
});

describe('goes to', () => {
  test.each([
    { label: 'the number, where there is one', address: ADDRESS, to: '32470000001', recipient: undefined },
    { label: 'the user id else', address: { recipient: 'BE.123' }, to: undefined, recipient: 'BE.123' },
  ])('$label', ({ address, to, recipient }) => {
    expect(request({ text: 'Hola' }, address)[0]).toEqual(
      expect.objectContaining({ ...(to ? { to } : { recipient }) }),
    );
    expect(Object.keys(request({ text: 'Hola' }, address)[0] ?? {})).not.toContain(to ? 'recipient' : 'to');
  });
});

test('a tap comes back as it was offered', () => {
  const [sent] = request({ text: '¿?', ...choices(['Sí']) });
  const reply =
    sent?.type === 'interactive' && sent.interactive.type === 'button' && sent.interactive.action.buttons[0];
  const back = {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: reply ? reply.reply : undefined },
  };
  expect(readKind(back)).toMatchObject({ text: 'Sí', value: { slot: 'need', value: 'v0' } });
});
