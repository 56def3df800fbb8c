import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Point } from '../../src/points.js';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { keysOf } from '../../src/store/keys.js';
import { openRedis } from '../../src/store/redis.js';
import { type RedisServer, startRedis } from '../support/redisServer.js';
import { eventually } from '../support/service.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';

const AWAY = { code: 'store_unavailable' };
const HOLA = { identity: '32470000001', address: { to: '32470000001' }, activity: { type: 'message', text: 'hola' } };

let server: RedisServer;
let store: Store;
let house: ServiceHouse;
let listening: ((point: unknown) => void) | undefined;

beforeEach(async () => {
  server = await startRedis();
  store = await openRedis({ url: server.url });
  const clock = { at: Date.now() };
  house = await openService({ store, sealer: createSealer(Buffer.alloc(32, 1)), now: () => clock.at, clock });
});
afterEach(async () => {
  if (listening) unsubscribe('rumbo:point', listening);
  await house.app.turns.idle();
  await house.app.sender.idle();
  await store.close();
  await server.stop();
});

/** Does something the first time that a message's path comes by there. @returns when it is done */
function at(point: Point, act: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    let done = false;
    listening = (reached) => {
      if (done || reached !== point) return;
      done = true;
      void Promise.resolve(act()).then(() => resolve());
    };
    subscribe('rumbo:point', listening);
  });
}

const write = (dedupeId: string) => house.app.accept('whatsapp', { ...HOLA, dedupeId, sentAt: Date.now() });
const texts = () => house.sent.map(({ text }) => text ?? '');
/** No sweep runs here: what comes, comes because whoever had her message went on. */
const answer = () => eventually(() => texts().some((text) => text.includes('112')) || undefined);
const kill = () => server.kill();
const stand = () => process.kill(server.pid() ?? 0, 'SIGSTOP');
const goOn = () => process.kill(server.pid() ?? 0, 'SIGCONT');

describe('a Redis that is away for a moment costs her that moment', () => {
  test.each([
    ['her message was accepted', 'K9', [expect.objectContaining(AWAY)]],
    ['her turn is written', 'K15', []],
  ] as const)('killed as %s', async (_when, point, errors) => {
    const killed = at(point, kill);
    expect(await write('m1')).toBe('accepted');
    await killed;
    await server.restart();
    await answer();
    expect(house.errors).toEqual(errors);
  });

  test('killed as a bubble has left: that is noted later, and it does not leave again', async () => {
    const killed = at('K21', kill);
    await write('m1');
    await killed;
    await server.restart();
    await house.app.sender.idle();
    await answer();
    expect(new Set(texts()).size).toBe(texts().length);
    expect(await store.list(keysOf(house.ref).outbox)).toEqual([]);
    expect(house.errors).toEqual([]);
  });

  test('standing still as her turn is written: it is waited for', async () => {
    const standing = at('K15', stand);
    await write('m1');
    await standing;
    await expect(store.probe()).rejects.toMatchObject(AWAY);
    goOn();
    await answer();
    expect(house.errors).toEqual([]);
  });

  test('standing still as her message comes in: her sender is told so, and she is answered once it goes on', async () => {
    stand();
    await expect(write('m1')).rejects.toMatchObject(AWAY);
    goOn();
    await answer();
    expect(await write('m1')).toBe('duplicate');
  });
});
