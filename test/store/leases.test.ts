import { describe, expect, test } from '@jest/globals';
import { DRIVERS } from '../support/stores.js';
import { useStore } from '../support/useStore.js';

const FOR_LONG = 600_000;

describe.each(DRIVERS)('leases on %s', (name) => {
  const { freshTag, change, holds, pass } = useStore(name);
  const take = (tag: string, key: string, ttlMs = FOR_LONG) => change(tag, { do: 'lease', key, ttlMs });

  test('are given again to the same asker, under their number and for their whole time', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    const ask = (by: string, ttlMs: number) => change(tag, { do: 'lease', key, ttlMs, by });
    expect(await ask('x', 2_000)).toMatchObject({ done: true, lease: 1 });
    expect(await ask('y', FOR_LONG)).toMatchObject({ done: false });
    expect(await take(tag, key)).toMatchObject({ done: false });
    expect(await ask('x', FOR_LONG)).toMatchObject({ done: true, lease: 1 });
    await take(tag, `${tag}short`, 2_000);
    await pass(2_000, async () => !(await holds(tag, { if: 'held', key: `${tag}short`, lease: 2 })));
    expect(await holds(tag, { if: 'held', key, lease: 1 })).toBe(true);
    expect(await ask('y', FOR_LONG)).toMatchObject({ done: false });
  });

  test('are given back by their number or by whoever asked, and by nobody else', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    await change(tag, { do: 'lease', key, ttlMs: FOR_LONG, by: 'x' });
    await change(tag, { do: 'release', key, by: 'y' }, { do: 'release', key, lease: 2 });
    expect(await holds(tag, { if: 'held', key, lease: 1 })).toBe(true);
    await change(tag, { do: 'release', key, by: 'x' });
    expect(await take(tag, key)).toMatchObject({ done: true, lease: 2 });
    await change(tag, { do: 'release', key, by: 'x' }, { do: 'release', key, lease: 2 });
    expect(await take(tag, key)).toMatchObject({ done: true, lease: 3 });
  });

  test('are held by one until it lets go; numbers grow over all leases of a tag', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    expect(await take(tag, key)).toMatchObject({ done: true, lease: 1 });
    expect(await take(tag, key)).toEqual({ done: false, reads: [] });
    expect(await take(tag, `${tag}other`)).toMatchObject({ lease: 2 });
    await change(tag, { do: 'release', key, lease: 1 });
    expect(await take(tag, key)).toMatchObject({ lease: 3 });
  });

  test('keep their number growing after a delete', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    await take(tag, key);
    await change(tag, { do: 'delete', key });
    expect(await take(tag, key)).toMatchObject({ lease: 2 });
  });

  test('refuse who lost them, and do not let them go for others', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    await take(tag, key);
    await change(tag, { do: 'release', key, lease: 1 });
    await take(tag, key);
    await change(tag, { do: 'release', key, lease: 1 });
    expect(await holds(tag, { if: 'held', key, lease: 1 })).toBe(false);
    expect(await holds(tag, { if: 'held', key, lease: 2 })).toBe(true);
  });

  test('end with their time, and the next number is another', async () => {
    const tag = freshTag();
    const key = `${tag}lease`;
    await take(tag, key, 50);
    await pass(50, async () => !(await holds(tag, { if: 'held', key, lease: 1 })));
    expect(await holds(tag, { if: 'held', key, lease: 1 })).toBe(false);
    expect(await take(tag, key)).toMatchObject({ done: true, lease: 2 });
  });

  test('go to one of many callers', async () => {
    const tag = freshTag();
    const tries = await Promise.all(Array.from({ length: 20 }, () => take(tag, `${tag}lease`)));
    expect(tries.filter((result) => result?.done)).toHaveLength(1);
  });
});
