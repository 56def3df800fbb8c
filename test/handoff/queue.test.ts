import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claimed, closed, openCase } from '../../src/handoff/cases.js';
import type { Case } from '../../src/handoff/contract.js';
import { Queue } from '../../src/handoff/queue.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';

const ref = { tag: '{s0001}', id: 'abcdefghijklmnopqrstuv' };
const waiting = openCase(undefined, {
  ref,
  channel: 'webchat',
  urgency: 'normal',
  reason: 'asked',
  danger: 'none',
  because: [],
  language: 'es',
  needs: [],
  openedAt: 1_000,
  lastInboundAt: 1_000,
});
const taken = claimed(waiting, coordinator, 2_000);
const over = closed(taken, 'helped', 3_000);

let house: Keeping;
let queue: Queue;
/** What the conversation says now. */
let truth: Case | undefined;
beforeEach(async () => {
  house = await keep();
  queue = new Queue({ ...house, caseOf: async () => truth });
});
afterEach(() => house.end());

const states = async () => (await queue.list()).map(({ state }) => state);

describe('the queue', () => {
  test.each<[string, Case | undefined, Case, string[]]>([
    ['claimed', taken, waiting, ['claimed']],
    ['closed', over, waiting, []],
    ['erased', undefined, taken, []],
    ['opened again', waiting, over, ['waiting']],
  ])('shows what is true when a slower process writes what was true before: %s', async (_label, now, before, shown) => {
    truth = now;
    await queue.put(ref.id, now);
    await queue.put(ref.id, before);
    expect(await states()).toEqual(shown);
  });

  test('shows what is true when the case changes while it is written', async () => {
    truth = waiting;
    const changing = new Queue({
      ...house,
      caseOf: async () => {
        const seen = truth;
        truth = over;
        return seen;
      },
    });
    await changing.put(ref.id, taken);
    expect(await states()).toEqual([]);
  });

  test('says the same however often it is written', async () => {
    truth = taken;
    for (let times = 0; times < 3; times += 1) await queue.put(ref.id, taken);
    expect(await states()).toEqual(['claimed']);
  });
});
