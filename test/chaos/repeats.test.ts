import { describe, expect, test } from '@jest/globals';
import type { Posted } from '../../bench/chaos/ledger.js';
import { countRepeats } from '../../bench/chaos/repeats.js';

const MINUTE = 60_000;
const first: Posted = {
  row: 'r1',
  number: '',
  words: '',
  asks: true,
  at: 0,
  generation: 's0g1',
  id: '1',
  dropped: false,
};
const again: Posted = { ...first, id: '2', at: 2 * MINUTE, generation: 's1g2' };
const killed = { from: 5, until: 5, generation: 's0g1' };

describe('a row that goes out twice', () => {
  test('is doubled when nothing had happened', () =>
    expect(countRepeats([first, again], [])).toEqual({ ambiguous: 0, doubled: 1 }));

  test('is ambiguous when its answer was dropped', () =>
    expect(countRepeats([{ ...first, dropped: true }, again], [])).toEqual({ ambiguous: 1, doubled: 0 }));

  test('is ambiguous when its sender was killed around it', () =>
    expect(countRepeats([first, again], [killed])).toEqual({ ambiguous: 1, doubled: 0 }));

  test('is doubled when another server was killed', () =>
    expect(countRepeats([first, again], [{ ...killed, generation: 's1g1' }]).doubled).toBe(1));

  test('is doubled when a status had named it in time', () =>
    expect(countRepeats([{ ...first, toldAt: MINUTE }, again], [killed])).toEqual({ ambiguous: 0, doubled: 1 }));
});
