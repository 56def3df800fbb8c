import { afterAll, beforeAll } from '@jest/globals';
import type { Change, Condition, Step, StepResult, Store } from '../../src/store/contract.js';
import { type DRIVERS, type Driver, startDriver } from './stores.js';

/** One store for the tests around it, opened before the first and gone after the last, and what they do with it. */
export function useStore(name: (typeof DRIVERS)[number]) {
  let driver: Driver;
  let store: Store;
  let tags = 0;
  beforeAll(async () => {
    driver = await startDriver(name);
    store = await driver.open();
  });
  afterAll(async () => {
    await store?.close();
    await driver?.tearDown();
  });

  const run = async (tag: string, step: Step): Promise<StepResult | undefined> =>
    (await store.transact(tag, [step]))[0];
  return {
    get store() {
      return store;
    },
    pass: (ms: number, isOver: () => Promise<boolean>) => driver.pass(ms, isOver),
    /** A tag no other test uses. */
    freshTag: () => {
      tags += 1;
      return `{t${String(tags).padStart(4, '0')}}`;
    },
    run,
    change: (tag: string, ...changes: Change[]) => run(tag, { changes }),
    holds: async (tag: string, condition: Condition) => (await run(tag, { conditions: [condition] }))?.done,
  };
}
