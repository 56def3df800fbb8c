import { expect, test } from '@jest/globals';
import { speak } from '../../src/delivery/speak.js';

const ref = { id: 'c1', tag: 't' };
const voice = { ref, channel: undefined, from: 'bot' as const, at: 1, newId: () => 'x' };

/** As a turn leaves it behind. */
const addressed = {
  type: 'message',
  text: 'Hola',
  id: 'm1',
  channelId: 'whatsapp',
  conversation: { id: ref.id, isGroup: false, conversationType: '', name: '' },
  from: { id: 'bot', name: '' },
  recipient: { id: 'person', name: '' },
  replyToId: 'w1',
};

test('a line is kept without the address that the turn wrote on it', () => {
  expect(speak([addressed], voice).spoken).toEqual([
    { at: 1, from: 'bot', activity: { type: 'message', text: 'Hola', id: 'm1' } },
  ]);
});

test('whoever speaks by name keeps it', () => {
  const from = { id: 'coordinator', name: 'Coordinadora' };
  expect(speak([{ ...addressed, from }], voice).spoken[0]?.activity.from).toEqual(from);
});
