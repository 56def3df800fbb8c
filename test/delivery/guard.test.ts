import { describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import type { Contact } from '../../dialogs/terms.js';
import { createGuard, TALKING_MS } from '../../src/delivery/guard.js';
import { createLocalClock } from '../../src/delivery/localClock.js';

const clock = createLocalClock('Europe/Brussels');
const guard = createGuard({ clock, pushes: (name) => name === 'whatsapp' });
/** In January Brussels is an hour ahead of UTC. */
const at = (time: string) => Date.parse(`2026-01-15T${time}:00+01:00`);
const next = (time: string) => Date.parse(`2026-01-16T${time}:00+01:00`);

const conversation = (contact: Contact | undefined, lastInboundAt: number, channel = 'whatsapp') => ({
  session: { ...newSession('p'), slots: contact ? { contact: { value: contact, at: lastInboundAt } } : {} },
  channel,
  address: {},
  lastInboundAt,
});

describe('what she did not just ask for leaves', () => {
  test.each<[string, Contact | undefined, string, object]>([
    ['where she never said', undefined, '03:00', { now: true }],
    ['at any time', 'any-time', '03:00', { now: true }],
    ['from the first minute of her hours', 'morning', '09:00', { now: true }],
    ['to the last', 'morning', '11:59', { now: true }],
    ['not a minute later', 'morning', '12:00', { now: false, why: 'hours', until: next('09:00') }],
    ['not before', 'evening', '17:30', { now: false, why: 'hours', until: at('18:00') }],
    ['in the afternoon', 'afternoon', '16:59', { now: true }],
    ['never where she comes back herself', 'myself', '10:00', { now: false, why: 'herself' }],
  ])('%s', (_label, contact, time, permission) => {
    expect(guard(conversation(contact, at(time)), undefined, at(time))).toEqual(permission);
  });

  test('on a page that only fetches, always', () => {
    expect(guard(conversation('myself', at('10:00'), 'webchat'), undefined, at('10:00'))).toEqual({ now: true });
  });

  test('with her next message where her hours open only after the window has closed', () => {
    const wrote = at('08:00');
    expect(guard(conversation('morning', wrote), undefined, at('13:00'))).toEqual({ now: false, why: 'window' });
  });

  test.each<[string, number, boolean]>([
    ['while she talks with the coordinator', TALKING_MS, true],
    ['not when she fell silent', TALKING_MS + 1, false],
  ])('%s', (_label, silence, now) => {
    const wrote = at('20:00');
    expect(guard(conversation('morning', wrote), wrote - 1, wrote + silence).now).toBe(now);
  });
});

test.each<[string, string, string]>([
  ['today', '2026-01-15T08:00:30+01:00', '2026-01-15T09:00:00+01:00'],
  ['now', '2026-01-15T09:00:00+01:00', '2026-01-15T09:00:00+01:00'],
  ['over the night in which the clocks go forward', '2026-03-28T20:00:00+01:00', '2026-03-29T09:00:00+02:00'],
  ['over the night in which they go back', '2026-10-24T20:00:00+02:00', '2026-10-25T09:00:00+01:00'],
])('nine o’clock comes %s', (_label, from, then) => {
  expect(clock.next(9 * 60, Date.parse(from))).toBe(Date.parse(then));
});
