import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command, type RedisServer, startRedis } from '../support/redisServer.js';
import { eventually, tidy } from '../support/service.js';
import { asks, type OnWhatsApp, Phone, startOnWhatsApp } from '../support/servicePhone.js';
import { Woman } from '../support/serviceWoman.js';

interface Turn {
  channel: string;
  events: { type: string; flow?: string; step?: string; slot?: string; value?: string }[];
}

let redis: RedisServer;
let world: OnWhatsApp;
beforeAll(async () => {
  redis = await startRedis();
  world = await startOnWhatsApp({ REDIS_URL: redis.url, STORE_KEY: randomBytes(32).toString('base64') });
});
afterAll(async () => {
  await world?.close();
  await tidy();
  await redis?.stop();
});

/** The states that were gone through on a channel, in order, as the counts know them. */
async function pathOn(channel: string): Promise<string[]> {
  const keys = (await command(redis.port, ['KEYS', '{s*}r'])) as string[];
  const lists = await Promise.all(keys.map((key) => command(redis.port, ['LRANGE', key, '0', '-1'])));
  const turns = (lists as string[][]).flat().flatMap((line) => JSON.parse(line.slice(line.indexOf('['))) as Turn[]);
  return turns
    .filter((turn) => turn.channel === channel)
    .flatMap(({ events }) =>
      events.map(({ type, flow, step, slot, value }) => [type, flow, step, slot, value].join(' ')),
    );
}

const SAID = ['hola', 'sí', 'vivienda', '2', 'Bruselas', 'otro tema', 'quiero hablar con una persona', 'parar'];

test('the same conversation goes the same way on each channel', async () => {
  const woman = await Woman.arrive(world.service.url);
  for (const text of SAID) await woman.say(text);
  const phone = new Phone(world.graph, '32470009999');
  for (const [index, text] of SAID.entries()) {
    await phone.say(text);
    await phone.listen(index === SAID.length - 1 ? (heard) => heard.length > 0 : asks);
  }
  const onWeb = await pathOn('webchat');
  expect(onWeb.length).toBeGreaterThan(SAID.length);
  expect(
    await eventually(async () => ((await pathOn('whatsapp')).length >= onWeb.length ? pathOn('whatsapp') : undefined)),
  ).toEqual(onWeb);
});
