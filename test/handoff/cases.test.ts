import { describe, expect, test } from '@jest/globals';
import { claimed, closed, expired, heard, isClaimed, isOpen, openCase, returned } from '../../src/handoff/cases.js';
import { CASE_STATES, type Case } from '../../src/handoff/contract.js';
import { coordinator } from '../support/coordinators.js';

const asked: Omit<Case, 'state' | 'unread'> = {
  ref: { tag: '{s0001}', id: 'abcdefghijklmnopqrstuv' },
  channel: 'webchat',
  urgency: 'normal',
  reason: 'asked',
  danger: 'none',
  because: [],
  language: 'es',
  needs: [],
  openedAt: 1_000,
  lastInboundAt: 1_000,
};
const danger = { at: 3_000, danger: 'immediate' as const, because: ['rule.one'] };
const open = openCase(undefined, asked);

const IN_EACH_STATE: Record<Case['state'], Case> = {
  waiting: open,
  claimed: claimed(open, coordinator, 2_000),
  returned: returned(claimed(open, coordinator, 2_000), 3_000),
  closed: closed(claimed(open, coordinator, 2_000), 'helped', 3_000),
  expired: expired(open, 3_000),
};

describe('who holds the conversation', () => {
  test.each(CASE_STATES)('in the state %s is said by the state alone', (state) => {
    const kase = IN_EACH_STATE[state];
    expect([kase.state, isOpen(kase), isClaimed(kase)]).toEqual([
      state,
      state === 'waiting' || state === 'claimed',
      state === 'claimed',
    ]);
  });

  test('nobody where there is no case', () => {
    expect([isOpen(undefined), isClaimed(undefined)]).toEqual([false, false]);
  });
});

describe('asking again', () => {
  test.each(['waiting', 'claimed'] as const)('while it is %s opens no second case and starts no new wait', (state) => {
    const before = IN_EACH_STATE[state];
    const after = openCase(before, { ...asked, openedAt: 9_000, lastInboundAt: 9_000 });
    expect(after).toEqual({ ...before, lastInboundAt: 9_000 });
  });

  test.each(['returned', 'closed', 'expired'] as const)('after it was %s opens a new one', (state) => {
    expect(openCase(IN_EACH_STATE[state], { ...asked, openedAt: 9_000 })).toEqual({
      ...asked,
      openedAt: 9_000,
      state: 'waiting',
      unread: 1,
    });
  });
});

describe('a message of hers', () => {
  test('is one more to read, and nothing else', () => {
    expect(heard(open, { at: 3_000, danger: 'none', because: ['ignored'] })).toEqual({
      ...open,
      unread: 2,
      unreadSince: 3_000,
      lastInboundAt: 3_000,
    });
  });

  test('with danger makes it urgent, and a calm one afterwards does not calm it', () => {
    const urgent = heard(IN_EACH_STATE.claimed, danger);
    expect(urgent).toMatchObject({ urgency: 'high', danger: 'immediate', because: ['rule.one'], state: 'claimed' });
    const later = heard(urgent, { at: 4_000, danger: 'none', because: [] });
    expect(later).toMatchObject({ urgency: 'high', danger: 'immediate', because: ['rule.one'] });
  });

  test('names each reason once', () => {
    expect(heard(heard(open, danger), danger).because).toEqual(['rule.one']);
  });
});
