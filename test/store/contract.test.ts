import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Change, Condition, ListEntry, Read, Step } from '../../src/store/contract.js';
import { all, DRIVERS } from '../support/stores.js';
import { useStore } from '../support/useStore.js';

const bytes = (text: string) => Buffer.from(text);
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const FOR_LONG = 600_000;

describe.each(DRIVERS)('the store on %s', (name) => {
  const on = useStore(name);
  const { freshTag, run, change, holds, pass } = on;
  const read = async (tag: string, wanted: Read) => (await run(tag, { reads: [wanted] }))?.reads[0];
  const append = (tag: string, key: string, ...texts: string[]) =>
    change(tag, ...texts.map((text): Change => ({ do: 'append', key, value: bytes(text) })));
  const shown = (entries: unknown) =>
    (entries as ListEntry[]).map(({ number, value }) => `${number} ${value.toString()}`);

  describe('values', () => {
    test('are read as they were put, whatever bytes they hold', async () => {
      const tag = freshTag();
      const [key, other] = [`${tag}a`, `${tag}b`];
      await change(tag, { do: 'put', key, value: EVERY_BYTE }, { do: 'put', key: other, value: Buffer.alloc(0) });
      expect(await on.store.get(key)).toEqual(EVERY_BYTE);
      expect(await on.store.get(other)).toEqual(Buffer.alloc(0));
      expect(await read(tag, { read: 'value', key })).toEqual(EVERY_BYTE);
    });

    test('that are not there are undefined, between others too', async () => {
      const tag = freshTag();
      await change(tag, { do: 'put', key: `${tag}a`, value: bytes('1') });
      const reads: Read[] = ['x', 'a', 'y'].map((key) => ({ read: 'value', key: tag + key }));
      expect((await run(tag, { reads }))?.reads).toEqual([undefined, bytes('1'), undefined]);
      expect(await on.store.get(`${tag}x`)).toBeUndefined();
    });

    test('are replaced and deleted', async () => {
      const tag = freshTag();
      const key = `${tag}a`;
      await change(tag, { do: 'put', key, value: bytes('1') });
      await change(tag, { do: 'put', key, value: bytes('2') });
      expect(await on.store.get(key)).toEqual(bytes('2'));
      await change(tag, { do: 'delete', key });
      expect(await on.store.get(key)).toBeUndefined();
    });

    test('end with their time, and a later put without one stays', async () => {
      const tag = freshTag();
      const [short, kept] = [`${tag}short`, `${tag}kept`];
      for (const key of [short, kept]) await change(tag, { do: 'put', key, value: bytes('1'), ttlMs: 50 });
      await change(tag, { do: 'put', key: kept, value: bytes('2') });
      await pass(50, async () => !(await on.store.get(short)));
      expect(await on.store.get(short)).toBeUndefined();
      expect(await holds(tag, { if: 'absent', key: short })).toBe(true);
      expect(await on.store.get(kept)).toEqual(bytes('2'));
    });

    test('absent holds only where there is none', async () => {
      const tag = freshTag();
      await change(tag, { do: 'put', key: `${tag}a`, value: bytes('1') });
      expect(await holds(tag, { if: 'absent', key: `${tag}a` })).toBe(false);
      expect(await holds(tag, { if: 'absent', key: `${tag}b` })).toBe(true);
    });

    test('equals holds only for exactly these bytes', async () => {
      const tag = freshTag();
      const key = `${tag}a`;
      await change(tag, { do: 'put', key, value: EVERY_BYTE });
      expect(await holds(tag, { if: 'equals', key, value: EVERY_BYTE })).toBe(true);
      expect(await holds(tag, { if: 'equals', key, value: EVERY_BYTE.subarray(1) })).toBe(false);
      expect(await holds(tag, { if: 'equals', key: `${tag}b`, value: Buffer.alloc(0) })).toBe(false);
    });
  });

  test('due holds only for a member with exactly this time', async () => {
    const tag = freshTag();
    const key = `${tag}s`;
    const at = Date.parse('2026-01-15T10:00:00.123Z');
    await change(tag, { do: 'schedule', key, member: 'm', at });
    expect(await holds(tag, { if: 'due', key, member: 'm', at })).toBe(true);
    expect(await holds(tag, { if: 'due', key, member: 'm', at: at + 1 })).toBe(false);
    expect(await holds(tag, { if: 'due', key, member: 'n', at })).toBe(false);
    expect(await holds(tag, { if: 'due', key: `${tag}other`, member: 'm', at })).toBe(false);
  });

  describe('steps', () => {
    test('that do not apply change nothing, end the run, and leave earlier ones done', async () => {
      const tag = freshTag();
      const put = (key: string): Change => ({ do: 'put', key: tag + key, value: bytes('1') });
      const results = await on.store.transact(tag, [
        { changes: [put('first')] },
        { changes: [put('second')], conditions: [{ if: 'absent', key: `${tag}first` }] },
        { changes: [put('third')] },
      ]);
      expect(results).toEqual([
        { done: true, reads: [] },
        { done: false, reads: [] },
      ]);
      expect(await all(on.store.keys(tag))).toEqual([`${tag}first`]);
    });

    test.each(['once', 'lease'])('stopped by %s leave even their earlier changes undone', async (kind) => {
      const tag = freshTag();
      const stop: Change =
        kind === 'once'
          ? { do: 'once', key: `${tag}s`, member: 'm', at: 1 }
          : { do: 'lease', key: `${tag}s`, ttlMs: FOR_LONG };
      await change(tag, stop);
      const result = await change(tag, { do: 'put', key: `${tag}a`, value: bytes('1') }, stop);
      expect(result).toEqual({ done: false, reads: [] });
      expect(await on.store.get(`${tag}a`)).toBeUndefined();
    });

    test('read what they changed', async () => {
      const tag = freshTag();
      const result = await run(tag, {
        changes: [
          { do: 'put', key: `${tag}v`, value: bytes('new') },
          { do: 'append', key: `${tag}l`, value: bytes('entry') },
        ],
        reads: [
          { read: 'value', key: `${tag}v` },
          { read: 'list', key: `${tag}l` },
        ],
      });
      expect(result?.reads).toEqual([bytes('new'), [{ number: 1, value: bytes('entry') }]]);
    });

    test('all need to hold: one condition of several is not enough', async () => {
      const tag = freshTag();
      const conditions: Condition[] = [
        { if: 'absent', key: `${tag}a` },
        { if: 'equals', key: `${tag}b`, value: bytes('1') },
      ];
      expect((await run(tag, { conditions }))?.done).toBe(false);
    });

    test('that nobody gave are no work', async () => {
      expect(await on.store.transact(freshTag(), [])).toEqual([]);
    });

    const wrong: [string, Step][] = [
      ['a key of another tag', { reads: [{ read: 'value', key: '{other}a' }] }],
      ['a key without a tag', { reads: [{ read: 'value', key: 'a' }] }],
      ['a time to live of zero', { changes: [{ do: 'put', key: '{wrong}a', value: bytes('1'), ttlMs: 0 }] }],
      ['a time that is no number', { changes: [{ do: 'schedule', key: '{wrong}a', member: 'm', at: Number.NaN }] }],
      ['a negative entry number', { changes: [{ do: 'trim', key: '{wrong}a', number: -1 }] }],
      ['a limit of zero', { reads: [{ read: 'list', key: '{wrong}a', limit: 0 }] }],
    ];
    test.each(wrong)('with %s are refused before anything is written', async (_what, step) => {
      const before: Step = { changes: [{ do: 'put', key: '{wrong}before', value: bytes('1') }] };
      await expect(on.store.transact('{wrong}', [before, step])).rejects.toThrow(TypeError);
      expect(await on.store.get('{wrong}before')).toBeUndefined();
    });

    test('of many callers at once all take effect, one after another', async () => {
      const tag = freshTag();
      const key = `${tag}l`;
      await Promise.all(Array.from({ length: 50 }, (_, index) => append(tag, key, String(index))));
      const entries = await on.store.list(key);
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      expect(new Set(entries.map(({ value }) => value.toString())).size).toBe(50);
    });
  });

  describe('once', () => {
    test('adds a member one time, and again after it was forgotten', async () => {
      const tag = freshTag();
      const key = `${tag}seen`;
      const once: Change = { do: 'once', key, member: 'm', at: 100 };
      expect((await change(tag, once))?.done).toBe(true);
      expect((await change(tag, once))?.done).toBe(false);
      await change(tag, { do: 'forget', key, before: 100 });
      expect((await change(tag, once))?.done).toBe(false);
      await change(tag, { do: 'forget', key, before: 101 });
      expect((await change(tag, once))?.done).toBe(true);
    });

    test('lets one of many callers through', async () => {
      const tag = freshTag();
      const tries = Array.from({ length: 20 }, () => change(tag, { do: 'once', key: `${tag}s`, member: 'm', at: 1 }));
      expect((await Promise.all(tries)).filter((result) => result?.done)).toHaveLength(1);
    });
  });

  describe('lists', () => {
    test('number their entries from one and are read from any of them', async () => {
      const tag = freshTag();
      const key = `${tag}l`;
      await append(tag, key, 'a', 'b', 'c', 'd');
      expect(shown(await on.store.list(key))).toEqual(['1 a', '2 b', '3 c', '4 d']);
      expect(shown(await on.store.list(key, 1, 2))).toEqual(['2 b', '3 c']);
      expect(shown(await read(tag, { read: 'list', key, after: 2, limit: 1 }))).toEqual(['3 c']);
      expect(await on.store.list(key, 4)).toEqual([]);
      expect(await on.store.list(key, Number.MAX_SAFE_INTEGER - 1)).toEqual([]);
      expect(await on.store.list(`${tag}none`)).toEqual([]);
    });

    test('keep all bytes of their entries', async () => {
      const tag = freshTag();
      const values = [EVERY_BYTE, Buffer.alloc(0), randomBytes(70_000), bytes('0')];
      await change(tag, ...values.map((value): Change => ({ do: 'append', key: `${tag}l`, value })));
      expect((await on.store.list(`${tag}l`)).map(({ value }) => value)).toEqual(values);
    });

    test('keep their numbers over a trim', async () => {
      const tag = freshTag();
      const key = `${tag}l`;
      await append(tag, key, 'a', 'b', 'c');
      await change(tag, { do: 'trim', key, number: 2 });
      expect(shown(await on.store.list(key))).toEqual(['3 c']);
      expect(shown(await on.store.list(key, 1))).toEqual(['3 c']);
      await append(tag, key, 'd');
      await change(tag, { do: 'trim', key, number: 1 });
      expect(shown(await on.store.list(key, 0, 5))).toEqual(['3 c', '4 d']);
      expect(shown(await on.store.list(key, 3))).toEqual(['4 d']);
    });

    test('that were emptied go on with the next number', async () => {
      const tag = freshTag();
      const key = `${tag}l`;
      await append(tag, key, 'a', 'b');
      await change(tag, { do: 'trim', key, number: Number.MAX_SAFE_INTEGER });
      expect(await on.store.list(key)).toEqual([]);
      await change(tag, { do: 'trim', key, number: 50 });
      await append(tag, key, 'c');
      expect(shown(await on.store.list(key))).toEqual(['3 c']);
    });

    test('are empty before the first entry, after a trim of all, and not between', async () => {
      const tag = freshTag();
      const key = `${tag}l`;
      const empty = () => holds(tag, { if: 'empty', key });
      expect(await empty()).toBe(true);
      await append(tag, key, 'a');
      expect(await empty()).toBe(false);
      await change(tag, { do: 'trim', key, number: 1 });
      expect(await empty()).toBe(true);
    });

    test('that were never begun are trimmed without effect', async () => {
      const tag = freshTag();
      await change(tag, { do: 'trim', key: `${tag}l`, number: 5 });
      expect(await all(on.store.keys(tag))).toEqual([]);
      await append(tag, `${tag}l`, 'a');
      expect(shown(await on.store.list(`${tag}l`))).toEqual(['1 a']);
    });

    test('are deleted whole', async () => {
      const tag = freshTag();
      await append(tag, `${tag}l`, 'a', 'b');
      await change(tag, { do: 'delete', key: `${tag}l` });
      expect(await all(on.store.keys(tag))).toEqual([]);
      expect(await on.store.list(`${tag}l`)).toEqual([]);
    });
  });

  describe('sets of times', () => {
    const schedule = (tag: string, key: string, members: Record<string, number>) =>
      change(tag, ...Object.entries(members).map(([member, at]): Change => ({ do: 'schedule', key, member, at })));

    test('give what is due, earliest first, and no more than asked for', async () => {
      const tag = freshTag();
      const key = `${tag}due`;
      await schedule(tag, key, { 'c,1': 30, a: 10, b: 20, z: 10, later: 31 });
      const due = [
        { member: 'a', at: 10 },
        { member: 'z', at: 10 },
        { member: 'b', at: 20 },
        { member: 'c,1', at: 30 },
      ];
      expect(await on.store.due(key, 30, 10)).toEqual(due);
      expect(await on.store.due(key, 30, 3)).toEqual(due.slice(0, 3));
      expect(await on.store.due(key, 9, 10)).toEqual([]);
    });

    test('keep today’s times to the millisecond', async () => {
      const tag = freshTag();
      const at = Date.UTC(2026, 6, 15, 12, 30, 15, 123);
      await schedule(tag, `${tag}due`, { m: at });
      expect(await on.store.due(`${tag}due`, at - 1, 1)).toEqual([]);
      expect(await on.store.due(`${tag}due`, at, 1)).toEqual([{ member: 'm', at }]);
    });

    test('move a member with its time, and lose it', async () => {
      const tag = freshTag();
      const key = `${tag}due`;
      await schedule(tag, key, { a: 10, b: 20 });
      await schedule(tag, key, { a: 30 });
      await change(tag, { do: 'unschedule', key, member: 'b' }, { do: 'unschedule', key, member: 'nobody' });
      expect(await on.store.due(key, 100, 10)).toEqual([{ member: 'a', at: 30 }]);
    });

    test('forget what is before a time, and nothing at it', async () => {
      const tag = freshTag();
      const key = `${tag}due`;
      await schedule(tag, key, { a: 10, b: 20, c: 30 });
      await change(tag, { do: 'forget', key, before: 20 });
      expect(await on.store.due(key, 100, 10)).toEqual([
        { member: 'b', at: 20 },
        { member: 'c', at: 30 },
      ]);
    });

    test('of many tags are asked at once; those with nothing due are left out', async () => {
      const many = Array.from({ length: 600 }, freshTag);
      const keys = many.map((tag) => `${tag}due`);
      const [first = '', last = ''] = [many[0], many[599]];
      await schedule(first, `${first}due`, { a: 10 });
      await schedule(last, `${last}due`, { b: 20, late: 99 });
      expect([...(await on.store.dueIn(keys, 50, 10))]).toEqual([
        [`${first}due`, [{ member: 'a', at: 10 }]],
        [`${last}due`, [{ member: 'b', at: 20 }]],
      ]);
    });

    test('are deleted whole', async () => {
      const tag = freshTag();
      await schedule(tag, `${tag}due`, { a: 10, b: 20 });
      await change(tag, { do: 'delete', key: `${tag}due` });
      expect(await on.store.due(`${tag}due`, 100, 10)).toEqual([]);
    });
  });

  test('a probe goes through', async () => {
    await expect(on.store.probe()).resolves.toBeUndefined();
  });
});
