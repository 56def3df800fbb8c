import { describe, expect, test } from '@jest/globals';
import { judge, MAX_ATTEMPTS, UNCERTAIN_MS } from '../../src/delivery/policy.js';

const NOW = 1_000_000;

describe('what follows from one try', () => {
  test.each([
    ['sent is done', { state: 'sent' }, 1, { do: 'done' }],
    [
      'an ambiguous try waits for its status',
      { state: 'uncertain', code: 'reset' },
      1,
      { do: 'wait', until: NOW + UNCERTAIN_MS },
    ],
    ['a refused channel keeps everything', { state: 'halted', code: '190' }, 99, { do: 'again', at: NOW + 300_000 }],
    ['what can never be sent is a dead letter', { state: 'dead', code: '131026' }, 1, { do: 'dead', code: '131026' }],
    [
      'a closed window is not tried again',
      { state: 'window-closed', code: '131047' },
      1,
      { do: 'dead', code: '131047' },
    ],
    ['the first retry comes soon', { state: 'retry', code: '130429' }, 1, { do: 'again', at: NOW + 1_000 }],
    ['later ones later', { state: 'retry', code: '130429' }, 3, { do: 'again', at: NOW + 16_000 }],
    [
      'the channel may ask for more patience, which is spread by a quarter',
      { state: 'retry', code: '131056', afterMs: 60_000 },
      1,
      { do: 'again', at: NOW + 75_000 },
    ],
    [
      'ambiguous tries are bounded too',
      { state: 'uncertain', code: 'reset' },
      MAX_ATTEMPTS,
      { do: 'dead', code: 'reset' },
    ],
    ['tries are bounded', { state: 'retry', code: '131000' }, MAX_ATTEMPTS, { do: 'dead', code: '131000' }],
  ] as const)('%s', (_label, sent, attempt, verdict) => {
    expect(judge(sent, attempt, NOW, 1)).toEqual(verdict);
  });

  test('back-off is spread', () => {
    expect(judge({ state: 'retry', code: 'x' }, 1, NOW, 0)).toEqual({ do: 'again', at: NOW + 500 });
    expect(judge({ state: 'retry', code: 'x' }, 1, NOW, 0.123_456)).toEqual({ do: 'again', at: NOW + 562 });
  });
});

test('times are whole milliseconds whatever chance says, as the store keeps no others', () => {
  for (const random of [0, 0.123456789, 0.999]) {
    const verdict = judge({ state: 'retry', code: 'x' }, 1, 1_000, random);
    expect(verdict.do === 'again' && Number.isInteger(verdict.at)).toBe(true);
  }
});
