import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, tidy } from '../support/service.js';
import { asks, type OnWhatsApp, Phone, startOnWhatsApp } from '../support/servicePhone.js';
import { Woman } from '../support/serviceWoman.js';

let on: OnWhatsApp;
beforeAll(async () => {
  on = await startOnWhatsApp();
});
afterAll(async () => {
  await on.close();
  await tidy();
});

async function withNeed(): Promise<Woman> {
  const woman = await Woman.arrive(on.service.url);
  await woman.say('hola');
  await woman.say('sí');
  await woman.say('no tengo donde dormir');
  return woman;
}

const keep = async (woman: Woman) => (await (await woman.ask('POST', 'keep')).json()) as { code: string };
const post = (code: unknown) =>
  fetch(`${on.service.url}/v3/directline/keep`, { method: 'POST', body: JSON.stringify({ code }) });

test('what she began on the web goes on over WhatsApp, once', async () => {
  const woman = await withNeed();
  const { code } = await keep(woman);
  const phone = new Phone(on.graph, '32470000001');
  await phone.say(code);
  expect(await phone.listen(asks)).toMatch(/^Lo pregunto para cuidarte/);
  await phone.say('sí');
  await phone.listen(asks);
  expect(phone.choices.length).toBeGreaterThan(1);
  await phone.say('1000 Bruselas');
  expect((await woman.ask('GET')).status).toBe(404);
  expect((await post(code)).status).toBe(404);
  expect(on.service.written()).not.toContain(code);
});

test('it goes on in another browser, and the first one is shut out', async () => {
  const first = await withNeed();
  const replaced = await keep(first);
  const { code } = await keep(first);
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect((await post(replaced.code)).status).toBe(404);
  const response = await post(code.toLowerCase());
  expect([response.status, response.headers.get('set-cookie')?.slice(0, 7)]).toEqual([201, 'handle=']);
  const { conversationId, token } = (await response.json()) as { conversationId: string; token: string };
  const second = new Woman(on.service.url, { id: conversationId, token });
  const [own, asked] = await eventually(async () => {
    second.watermark = '0';
    const news = await second.news();
    return news.length > 1 ? news : undefined;
  });
  expect([own?.text, asked?.text]).toEqual(['••••-••••', expect.stringMatching(/^Lo pregunto para cuidarte/)]);
  expect(await second.say('sí')).not.toMatch(/Hola, gracias por escribir/);
  expect((await first.ask('GET')).status).toBe(404);
});

test('a code is made for the holder of the conversation alone, once she has written', async () => {
  const woman = await Woman.arrive(on.service.url);
  const other = await Woman.arrive(on.service.url);
  expect((await woman.ask('POST', 'keep')).status).toBe(404);
  expect((await woman.ask('POST', 'keep', undefined, other.token)).status).toBe(404);
  expect((await woman.ask('POST', 'keep', undefined, 'x')).status).toBe(403);
});

test('who guesses is told to wait', async () => {
  const statuses: number[] = [];
  for (const code of ['', 7, 'ABCD-2345', 'x'.repeat(100), null, 'ABCD-2346', 'ABCD-2347', 'ABCD-2348', 'ABCD-2349'])
    statuses.push((await post(code)).status);
  expect([...new Set(statuses)]).toEqual(expect.arrayContaining([404, 429]));
  expect(statuses.filter((status) => status !== 404 && status !== 429)).toEqual([]);
});
