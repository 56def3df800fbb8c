import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Step, Store } from '../../src/store/contract.js';
import { openRedis } from '../../src/store/redis.js';
import { command, type RedisServer, startRedis, until } from '../support/redisServer.js';

const KEY = '{t}a';
const put: Step = { changes: [{ do: 'put', key: KEY, value: Buffer.from('1') }] };
const AWAY = { code: 'store_unavailable' };

describe('while Redis is away', () => {
  let server: RedisServer;
  let store: Store;
  beforeEach(async () => {
    server = await startRedis();
    store = await openRedis({ url: server.url });
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  const everyCall: [string, () => Promise<unknown>][] = [
    ['transact', () => store.transact('{t}', [put])],
    ['get', () => store.get(KEY)],
    ['list', () => store.list(KEY)],
    ['due', () => store.due(KEY, 1, 1)],
    ['dueIn', () => store.dueIn([KEY], 1, 1)],
    ['keys', async () => (await store.keys('{t}')[Symbol.asyncIterator]().next()).value],
    ['compact', () => store.compact()],
    ['probe', () => store.probe()],
  ];
  const works = () =>
    store.probe().then(
      () => true,
      () => false,
    );

  test('every call is refused as unavailable', async () => {
    await server.kill();
    for (const [, call] of everyCall) await expect(call()).rejects.toMatchObject(AWAY);
  });

  test('the same store works again when it is back, and has what was written', async () => {
    await store.transact('{t}', [put]);
    await server.kill();
    await expect(store.probe()).rejects.toMatchObject(AWAY);
    await server.restart();
    await until(works);
    expect(await store.get(KEY)).toEqual(Buffer.from('1'));
    await store.transact('{t}', [put]);
  });

  test('a Redis that hangs is given up after a moment, and used again when it goes on', async () => {
    const pid = server.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(store.transact('{t}', [put])).rejects.toMatchObject(AWAY);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await until(works);
  });

  test.each([
    'OOM',
    'NOREPLICAS',
  ])('a refusal to write (%s) means unavailable, and nothing is written', async (code) => {
    const setting = code === 'OOM' ? ['maxmemory', '1'] : ['min-replicas-to-write', '1'];
    await command(server.port, ['CONFIG', 'SET', ...setting]);
    await expect(store.transact('{t}', [put])).rejects.toMatchObject(AWAY);
    await expect(store.probe()).rejects.toMatchObject(AWAY);
    expect(await store.get(KEY)).toBeUndefined();
  });

  test('a fault of the program is not taken for an absence', async () => {
    await store.transact('{t}', [put]);
    await expect(store.due(KEY, 1, 1)).rejects.toThrow('WRONGTYPE');
  });

  test('a server that forgot the script is taught it again', async () => {
    await store.transact('{t}', [put]);
    await command(server.port, ['SCRIPT', 'FLUSH']);
    await store.transact('{t}', [put]);
  });
});

describe('a first connection', () => {
  test('to a server that is not there is refused, and nobody goes on trying', async () => {
    const server = await startRedis();
    await server.kill();
    await expect(openRedis({ url: server.url })).rejects.toMatchObject(AWAY);
    await server.restart();
    expect(await otherClients(server)).toEqual([]);
    await server.stop();
  });

  test('with a wrong password is refused, with the right one taken', async () => {
    const server = await startRedis();
    await command(server.port, ['CONFIG', 'SET', 'requirepass', 'right']);
    const url = (password: string) => server.url.replace('//', `//:${password}@`);
    await expect(openRedis({ url: url('wrong') })).rejects.toMatchObject(AWAY);
    const store = await openRedis({ url: url('right') });
    await store.probe();
    await store.close();
    await server.stop();
  });

  test('to a cluster none of whose servers is there is refused', async () => {
    const server = await startRedis();
    await server.kill();
    await expect(openRedis({ url: `${server.url},${server.url}` })).rejects.toMatchObject(AWAY);
    await server.stop();
  });
});

/** Clients of this server besides the one that asks. */
async function otherClients(server: RedisServer): Promise<string[]> {
  const list = String(await command(server.port, ['CLIENT', 'LIST']));
  return list.trim().split('\n').slice(1);
}
