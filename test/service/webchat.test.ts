import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Language, Region } from '../../dialogs/terms.js';
import { type Service, startService, tidy } from '../support/service.js';
import { servicesIn } from '../support/serviceRecords.js';
import { Woman } from '../support/serviceWoman.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(tidy);

const arrive = () => Woman.arrive(service.url);

describe('from a greeting to a service of her region', () => {
  test.each<[Language, string, string, Region]>([
    ['es', 'hola', 'housing', 'brussels'],
    ['pt', 'oi', 'legal', 'flanders'],
    ['fr', 'bonjour', 'health', 'wallonia'],
    ['nl', 'hallo', 'work', 'flanders'],
    ['en', 'hello', 'community', 'german-speaking'],
  ])('in %s', async (language, greeting, need, place) => {
    const woman = await arrive();
    const found = () =>
      servicesIn(
        woman.heard.map(({ text }) => text),
        language,
      );
    const plan = { safe: 'yes', children: 'no', need, place };
    await woman.tapThrough(greeting, plan, () => found().length > 0);
    expect(found().some(({ regions }) => regions.includes(place))).toBe(true);
    expect(new Set(woman.heard.map(({ locale }) => locale))).toEqual(new Set([language]));
  });
});

describe('a Direct Line client', () => {
  test('reads on from its watermark, and everything again from the start', async () => {
    const woman = await arrive();
    await woman.say('hola');
    await woman.say('sí');
    expect(await woman.news()).toEqual([]);
    woman.watermark = '0';
    expect((await woman.news()).map(({ from }) => from.role)).toEqual(['user', 'bot', 'user', 'bot']);
  });

  test('is not let into another conversation, nor anywhere with a wrong token', async () => {
    const [one, other] = await Promise.all([arrive(), arrive()]);
    const status = async (token: string) => (await one.ask('GET', 'activities', undefined, token)).status;
    expect(await status(other.token)).toBe(404);
    expect(await status(`${one.token}x`)).toBe(403);
  });

  test('that posts no JSON is told so', async () => {
    const woman = await arrive();
    const response = await woman.ask('POST', 'activities', '{"type":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'BadArgument' } });
  });

  test('that posts the same message twice is answered once', async () => {
    const woman = await arrive();
    const activity = { text: 'hola', channelData: { clientActivityID: 'one' } };
    await woman.send(activity);
    await woman.post(activity);
    await woman.say('sí');
    woman.watermark = '0';
    expect((await woman.news()).filter(({ from }) => from.role === 'user')).toHaveLength(2);
  });

  test('that left is shut out at once, and its stream ends', async () => {
    const woman = await arrive();
    await woman.say('hola');
    const stream = await woman.ask('GET', 'stream?watermark=0');
    expect((await woman.ask('POST', 'end')).status).toBe(204);
    expect(await stream.text()).toMatch(/event: end\n/);
    expect((await woman.ask('GET')).status).toBe(404);
    expect((await woman.ask('POST', 'activities', '{"type":"message","text":"hola"}')).status).toBe(404);
  });
});

describe('messages nobody hopes for', () => {
  test.each([
    ['64 KB of text', 'a '.repeat(32_768)],
    ['emoji alone', '🙂🙂🙂'],
    ['letters of no alphabet of ours', 'привет 你好 سلام'],
    ['control characters', '\u0000\u0007\u202e'],
  ])('%s get a kind answer, and the conversation goes on', async (_label, text) => {
    const woman = await arrive();
    expect(await woman.say(text)).not.toBe('');
    expect(await woman.say('hola')).toContain('112');
  });

  test('danger at the end of a very long text is heard', async () => {
    const woman = await arrive();
    await woman.say('hola');
    expect(await woman.say(`${'la historia es larga. '.repeat(2_500)} me quiere matar ahora`)).toMatch(/^112|\n112/);
  });

  test('a flood of one sender does not hold up another conversation', async () => {
    const [flooding, other] = await Promise.all([arrive(), arrive()]);
    const flood = Array.from({ length: 60 }, (_, index) =>
      flooding.ask('POST', 'activities', messageOf(`hola ${index}`)),
    );
    expect(await other.say('hola')).toContain('112');
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
    expect(await flooding.say('hola')).not.toBe('');
  });
});

const messageOf = (text: string) => JSON.stringify({ type: 'message', text });
