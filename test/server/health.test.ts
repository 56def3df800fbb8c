import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mountHealth } from '../../src/server/health.js';
import { type Keeping, keep } from '../support/keeping.js';
import { openRoom } from './room.js';

let house: Keeping;
let room: Awaited<ReturnType<typeof openRoom>>;
let stopping: boolean;
let writes: boolean;
let probes: number;
beforeEach(async () => {
  stopping = false;
  writes = true;
  probes = 0;
  house = await keep();
  const probe = () => {
    probes += 1;
    return writes ? house.store.probe() : Promise.reject(new Error('away'));
  };
  const health = { store: { ...house.store, probe }, now: house.now, isStopping: () => stopping };
  room = await openRoom((server) => mountHealth(server, health));
});
afterEach(async () => {
  await room.close();
  await house.end();
});

const status = async (path: string) => (await fetch(room.url + path)).status;
const both = async () => [await status('/healthz'), await status('/readyz')];

test('a process that can write is ready', async () => {
  expect(await both()).toEqual([200, 200]);
});

test('one whose store takes no write lives and is not ready, until it takes them again', async () => {
  writes = false;
  expect(await both()).toEqual([200, 503]);
  writes = true;
  house.clock.at += 1_000;
  expect(await both()).toEqual([200, 200]);
});

test('one that was told to stop is not ready any more', async () => {
  stopping = true;
  expect(await both()).toEqual([200, 503]);
});

test('however often it is asked, the store is written to once a second', async () => {
  for (let asked = 0; asked < 5; asked += 1) await both();
  expect(probes).toBe(1);
  house.clock.at += 1_000;
  await both();
  expect(probes).toBe(2);
});
