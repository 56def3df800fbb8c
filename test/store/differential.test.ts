import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Change, Condition, Read, Step, Store } from '../../src/store/contract.js';
import { all, type Driver, startDriver } from '../support/stores.js';

const RUNS = 40;
const LARGE = Number.MAX_SAFE_INTEGER;

let drivers: Driver[] = [];
let stores: Store[] = [];

beforeAll(async () => {
  drivers = [await startDriver('lmdb'), await startDriver('redis')];
  stores = await Promise.all(drivers.map((driver) => driver.open()));
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(drivers.map((driver) => driver.tearDown()));
});

// Few keys and members, so that the steps meet each other; each key is of one kind.
const tag = '{d}';
const named = (kind: string) => fc.constantFrom(`${tag}${kind}1`, `${tag}${kind}2`);
const key = { value: named('v'), list: named('l'), set: named('s'), lease: named('h') };
const value = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Uint8Array.of(1))).map((one) => Buffer.from(one));
const member = fc.oneof(fc.constantFrom('a', 'b', 'turn:1'), fc.string({ unit: 'grapheme', maxLength: 8 }));
const at = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.integer({ min: 0, max: 2 ** 45 }));
const number = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.constant(LARGE));
const lease = fc.integer({ min: 1, max: 6 });
const asker = fc.constantFrom(undefined, 'x', 'y');
const limit = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ if: fc.constant('absent'), key: key.value }),
  fc.record({ if: fc.constant('equals'), key: key.value, value }),
  fc.record({ if: fc.constant('empty'), key: key.list }),
  fc.record({ if: fc.constant('due'), key: key.set, member, at }),
  fc.record({ if: fc.constant('held'), key: key.lease, lease }),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant('put'), key: key.value, value }),
  fc.record({ do: fc.constant('delete'), key: fc.oneof(key.value, key.list, key.set, key.lease) }),
  fc.record({ do: fc.constant('append'), key: key.list, value }),
  fc.record({ do: fc.constant('replace'), key: key.list, number, value }),
  fc.record({ do: fc.constant('trim'), key: key.list, number }),
  fc.record({ do: fc.constant('schedule'), key: key.set, member, at, keep: fc.boolean() }),
  fc.record({ do: fc.constant('unschedule'), key: key.set, member }),
  fc.record({ do: fc.constant('once'), key: key.set, member, at }),
  fc.record({ do: fc.constant('forget'), key: key.set, before: at }),
  fc.record({ do: fc.constant('lease'), key: key.lease, ttlMs: fc.constant(600_000), by: asker }),
  fc.record({ do: fc.constant('release'), key: key.lease, lease }),
  fc.record({ do: fc.constant('release'), key: key.lease, by: fc.constantFrom('x', 'y') }),
);
const read: fc.Arbitrary<Read> = fc.oneof(
  fc.record({ read: fc.constant('value'), key: fc.oneof(key.value, key.lease) }),
  fc.record({ read: fc.constant('list'), key: key.list, after: fc.option(number, { nil: undefined }), limit }),
);
// Most steps have no condition: otherwise hardly anything would happen.
const step: fc.Arbitrary<Step> = fc.record({
  optional: fc.boolean(),
  conditions: fc.oneof({ weight: 3, arbitrary: fc.constant<Condition[]>([]) }, fc.array(condition, { maxLength: 2 })),
  changes: fc.array(change, { maxLength: 4 }),
  reads: fc.array(read, { maxLength: 3 }),
});
const calls = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 30 });

/** All that can be seen from outside. */
async function seen(store: Store) {
  const keys = (await all(store.keys(tag))).sort();
  const sets = keys.filter((one) => one.startsWith(`${tag}s`));
  return {
    keys,
    values: await Promise.all(keys.filter((one) => /[vh]\d$/.test(one)).map((one) => store.get(one))),
    lists: await Promise.all(keys.filter((one) => one.startsWith(`${tag}l`)).map((one) => store.list(one))),
    due: [...(await store.dueIn(sets, 2 ** 46, 1_000))],
    soon: [...(await store.dueIn(sets, 2, 2))],
  };
}

async function forgetAll(store: Store): Promise<void> {
  const changes = (await all(store.keys(tag))).map((one): Change => ({ do: 'delete', key: one }));
  await store.transact(tag, [{ changes }]);
}

test('both drivers answer any sequence of calls alike and end in the same state', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async (sequence) => {
      for (const steps of sequence) {
        const [embedded, remote] = await Promise.all(stores.map((store) => store.transact(tag, steps)));
        expect(remote).toEqual(embedded);
      }
      const [embedded, remote] = await Promise.all(stores.map(seen));
      expect(remote).toEqual(embedded);
      await Promise.all(stores.map(forgetAll));
    }),
    { numRuns: RUNS },
  );
});
