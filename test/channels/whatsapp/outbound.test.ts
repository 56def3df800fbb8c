import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { findRefusal } from '../../../src/channels/graph/rules.js';
import { readKind } from '../../../src/channels/whatsapp/kinds.js';
import { splitForSending } from '../../../src/channels/whatsapp/splitForSending.js';
import { toRequests } from '../../../src/channels/whatsapp/toRequests.js';

const ADDRESS = { to: '32470000001', recipient: 'BE.123' };
const request = (activity: Partial<Activity>, address: Record<string, string> = ADDRESS) =>
  toRequests({ id: 'outbox-1', address, activity });

const choices = (titles: string[], slot = 'need') => ({
  suggestedActions: {
    to: [],
    actions: titles.map((title, index) => ({ type: 'imBack', title, value: { slot, value: `v${index}` } })),
  },
});
const titles = (count: number, length = 8) =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'abcdefghijklmnopqrstuvwxyz'));
const lines = (names: string[]) => names.map((title, index) => `${index + 1}. ${title}`).join('\n');

const text = (body: string) => ({ type: 'text', text: { body, preview_url: false } });
const buttons = (body: string, names: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: body },
    action: { buttons: names.map((title, index) => ({ type: 'reply', reply: { id: `need:v${index}`, title } })) },
  },
});
const list = (body: string, button: string, names: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: `${body}\n\n${lines(names)}` },
    action: { button, sections: [{ rows: names.map((title, index) => ({ id: `need:v${index}`, title })) }] },
  },
});

const paragraph = (length: number) => `${'palabra '.repeat(length / 8).trim()}.`;

const CASES: { label: string; activity: Partial<Activity>; requests: object[] }[] = [
  { label: 'text', activity: { text: 'Hola' }, requests: [text('Hola')] },
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
    requests: [list('¿?', '☰', titles(3, 21))],
  },
  {
    label: 'four choices',
    activity: { text: '¿?', ...choices(titles(4)), channelData: { listButton: 'Elegir' } },
    requests: [list('¿?', 'Elegir', titles(4))],
  },
  {
    label: 'ten choices of 24',
    activity: { text: '¿?', ...choices(titles(10, 24)), channelData: { listButton: 'x'.repeat(21) } },
    requests: [list('¿?', '☰', titles(10, 24))],
  },
  {
    label: 'eleven choices',
    activity: { text: '¿?', ...choices(titles(11)) },
    requests: [text(`¿?\n\n${lines(titles(11))}`)],
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
    requests: [text(paragraph(1000)), list('¿Cuál?', '☰', titles(10))],
  },
  {
    label: 'buttons under the longest text they take',
    activity: { text: 'x'.repeat(1024), ...choices(['Sí']) },
    requests: [buttons('x'.repeat(1024), ['Sí'])],
  },
];

test.each(CASES)('$label', ({ activity, requests }) => {
  expect(request({ type: 'message', ...activity })).toEqual(requests.map((body) => expect.objectContaining(body)));
});

test.each(CASES)('$label keeps the platform’s rules', ({ activity }) => {
  expect(request(activity).map(findRefusal).filter(Boolean)).toEqual([]);
});

test.each(CASES)('$label: a bubble is not parted again', ({ activity }) => {
  const bubbles = splitForSending(activity);
  expect(bubbles.flatMap(splitForSending)).toEqual(bubbles);
});

test('every request names the outbox row', () => {
  expect(request({ text: 'Hola' })[0]).toMatchObject({
    messaging_product: 'whatsapp',
    biz_opaque_callback_data: 'outbox-1',
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
