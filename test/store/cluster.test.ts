import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change, Store } from '../../src/store/contract.js';
import { openRedis } from '../../src/store/redis.js';
import { command, type RedisServer, startRedis, startRedisCluster, until } from '../support/redisServer.js';
import { all, onDisk } from '../support/stores.js';

const TAGS = Array.from({ length: 30 }, (_, index) => `{s${String(index).padStart(4, '0')}}`);
const value = Buffer.from('a value that can be found in a file');

describe('on a Redis Cluster', () => {
  let cluster: { url: string; servers: RedisServer[]; stop(): Promise<void> };
  let store: Store;
  beforeAll(async () => {
    cluster = await startRedisCluster();
    store = await openRedis({ url: cluster.url });
  });
  afterAll(async () => {
    await store?.close();
    await cluster?.stop();
  });

  const each = (changes: (tag: string) => Change[]) =>
    Promise.all(TAGS.map((tag) => store.transact(tag, [{ changes: changes(tag) }])));

  test('a call changes all keys of its tag, wherever the tag lives', async () => {
    await each((tag) => [
      { do: 'append', key: `${tag}l`, value },
      { do: 'schedule', key: `${tag}due`, member: `m${tag}`, at: 5 },
      { do: 'lease', key: `${tag}lease`, ttlMs: 600_000 },
    ]);
    for (const tag of TAGS) expect(await store.list(`${tag}l`)).toEqual([{ number: 1, value }]);
    const sizes = await Promise.all(cluster.servers.map(({ port }) => command(port, ['DBSIZE'])));
    expect(sizes.every((size) => Number(size) > 0)).toBe(true);
  });

  test('due members of many tags come together', async () => {
    const keys = TAGS.map((tag) => `${tag}due`);
    const due = await store.dueIn(keys, 5, 10);
    expect([...due]).toEqual(TAGS.map((tag) => [`${tag}due`, [{ member: `m${tag}`, at: 5 }]]));
    expect((await store.dueIn(keys, 4, 10)).size).toBe(0);
  });

  test('keys of all servers are named once', async () => {
    const expected = TAGS.flatMap((tag) => ['due', 'l', 'lease'].map((key) => tag + key));
    expect((await all(store.keys('{s'))).sort()).toEqual(expected);
  });

  test('compact rewrites the files of every server', async () => {
    const holders = () => cluster.servers.filter(({ folder }) => onDisk(folder, value)).length;
    expect(holders()).toBe(3);
    await each((tag) => [{ do: 'trim', key: `${tag}l`, number: 1 }]);
    await store.compact();
    expect(holders()).toBe(0);
  });

  test('one server away is an absence for its tags, and over when it is back', async () => {
    const probeAll = () => each((tag) => [{ do: 'put', key: `${tag}v`, value }]);
    await cluster.servers[1]?.kill();
    await expect(probeAll()).rejects.toMatchObject({ code: 'store_unavailable' });
    await cluster.servers[1]?.restart();
    await until(() =>
      probeAll().then(
        () => true,
        () => false,
      ),
    );
  });
});

test('one address, and a cluster behind it: what is due is found all the same', async () => {
  const server = await startRedis({ cluster: true });
  await command(server.port, ['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  await until(async () => String(await command(server.port, ['CLUSTER', 'INFO'])).includes('cluster_state:ok'));
  const store = await openRedis({ url: server.url });
  try {
    for (const tag of TAGS)
      await store.transact(tag, [{ changes: [{ do: 'schedule', key: `${tag}due`, member: 'm', at: 5 }] }]);
    const keys = TAGS.map((tag) => `${tag}due`);
    for (const _twice of [1, 2]) expect((await store.dueIn(keys, 5, 10)).size).toBe(TAGS.length);
  } finally {
    await store.close();
    await server.stop();
  }
});
