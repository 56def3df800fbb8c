import { expect, test } from '@jest/globals';
import type { Effect } from '../../dialogs/effect.js';
import { newSession } from '../../dialogs/session.js';
import { endOf } from '../../src/bot/events.js';

const resting = newSession('1');
const asking = { ...resting, at: { flow: 'orientation', version: 'v', step: 'safe' } } as typeof resting;
const record = (one: object) => ({ type: 'record', record: one }) as Effect;
const closed = record({ type: 'closed', how: 'stop' });
const danger = record({ type: 'dangerSeen', danger: 'violence', sure: true, because: [] });

test.each([
  ['a goodbye', { decision: { effects: [] }, session: resting }, 1],
  ['a stop', { decision: { effects: [closed] }, session: resting }, 1],
  ['a question on screen', { decision: { effects: [] }, session: asking }, 0],
  ['danger, whose numbers she may still read', { decision: { effects: [danger] }, session: resting }, 0],
  ['words to a coordinator', { session: resting }, 0],
])('after %s the end is told %s times', (_label, left, times) => {
  expect(endOf(left)).toHaveLength(times);
});
