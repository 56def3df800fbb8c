import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PASSWORD, tokenOf, Visitor } from '../support/consoleHouse.js';
import { eventually, type Service, startService, tidy } from '../support/service.js';
import { Woman } from '../support/serviceWoman.js';

interface Card {
  id: string;
  state: string;
  urgency: string;
  danger: string;
  unread: number;
}

let service: Service;
let coordinator: Visitor;
let colleague: Visitor;
beforeAll(async () => {
  service = await startService();
  coordinator = await account(service.link ?? '', 'Coordinadora');
  colleague = await account((await coordinator.post('invitations')).body.link, 'Colega');
});
afterAll(tidy);

async function account(link: string, name: string): Promise<Visitor> {
  const visitor = new Visitor(service.url);
  const email = `${name.toLowerCase()}@example.org`;
  expect(await visitor.post('setup', { token: tokenOf(link), name, email, password: PASSWORD })).toMatchObject({
    status: 200,
  });
  return visitor;
}

const queue = async (): Promise<Card[]> => (await coordinator.get('queue')).body.cases;

/** A woman who asked for a person, and her case in the queue. */
async function waiting(): Promise<{ woman: Woman; id: string }> {
  const known = new Set((await queue()).map(({ id }) => id));
  const woman = await Woman.arrive(service.url);
  await woman.say('hola');
  await woman.say('quiero hablar con alguien');
  const { id } = await eventually(async () => (await queue()).find((card) => !known.has(card.id)));
  return { woman, id };
}
const said = async (woman: Woman) =>
  (await woman.news()).filter(({ type }) => type === 'message').map(({ text }) => text);

test('the first link makes one administrator and is then used up', async () => {
  const again = { token: tokenOf(service.link ?? ''), name: 'Colega', email: 'x@example.org', password: PASSWORD };
  expect(await new Visitor(service.url).post('setup', again)).toMatchObject({ status: 410, code: 'link_invalid' });
});

test('nobody looks into the queue or a case without signing in', async () => {
  const { id } = await waiting();
  const stranger = new Visitor(service.url);
  expect((await stranger.get('queue')).status).toBe(401);
  expect((await stranger.get(`cases/${id}`)).status).toBe(401);
  expect((await stranger.post(`cases/${id}/claim`)).status).toBe(401);
});

test('she is told who is here, or honestly that nobody is and what is open', async () => {
  const alone = await Woman.arrive(service.url);
  expect(await alone.say('quiero hablar con alguien')).toMatch(/Ahora no hay nadie[\s\S]*☎/);
  await coordinator.put('presence', { until: Date.now() + 3_600_000 });
  const other = await Woman.arrive(service.url);
  expect(await other.say('quiero hablar con alguien')).toMatch(/^Coordinadora, del equipo/);
  await coordinator.put('presence', { until: null });
});

describe('a coordinator', () => {
  test('claims, reads, replies and hands back; the bot is silent meanwhile', async () => {
    const { woman, id } = await waiting();
    expect(await coordinator.post(`cases/${id}/claim`)).toMatchObject({ status: 200, body: {} });
    const { body } = await coordinator.get(`cases/${id}`);
    const own = (lines: { from: string; text: string }[]) => lines.filter(({ from }) => from === 'person');
    expect(own(body.lines).map(({ text }) => text)).toEqual(['hola', 'quiero hablar con alguien']);

    await coordinator.post(`cases/${id}/reply`, { text: 'Te leo.' });
    const [joined, reply] = (await woman.news()).filter(({ type }) => type === 'message');
    expect(joined?.text).toContain('Coordinadora');
    expect([reply?.text, reply?.from.name]).toEqual(['Te leo.', 'Coordinadora']);

    expect(await woman.say('sí')).toBe('');
    expect((await coordinator.post(`cases/${id}/hand-back`)).status).toBe(200);
    expect(await said(woman)).toEqual([]);
    expect(await woman.say('sí')).toMatch(/^Coordinadora dejó la conversación/);
    expect(await woman.say('sí')).toContain('¿Qué quieres ver primero?');
  });

  test('has a conversation alone: the other is told it is taken', async () => {
    const { id } = await waiting();
    const both = await Promise.all([coordinator.post(`cases/${id}/claim`), colleague.post(`cases/${id}/claim`)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.code).toBe('taken');
  });

  test('sees that it became urgent when she writes of danger', async () => {
    const { woman, id } = await waiting();
    await coordinator.post(`cases/${id}/claim`);
    expect(await woman.say('mi marido me quiere matar, está en la puerta')).toBe('');
    const first = await eventually(async () => (await queue()).find(({ urgency }) => urgency === 'high'));
    expect(first).toMatchObject({ id, state: 'claimed', urgency: 'high', danger: 'immediate' });
    await coordinator.post(`cases/${id}/close`, { outcome: 'helped' });
  });

  test('learns that she left by the safe word, and cannot write to her', async () => {
    const { woman, id } = await waiting();
    await coordinator.post(`cases/${id}/claim`);
    const words = await woman.say('limón');
    expect(words).not.toMatch(/\bAna\b|112|programa/);
    expect(await coordinator.post(`cases/${id}/reply`, { text: 'hola' })).toMatchObject({
      status: 409,
      code: 'stopped',
    });
    expect(await said(woman)).toEqual([]);
  });

  test('cannot write to somebody who left the page', async () => {
    const { woman, id } = await waiting();
    await coordinator.post(`cases/${id}/claim`);
    await woman.ask('POST', 'end');
    expect(await coordinator.post(`cases/${id}/reply`, { text: 'hola' })).toMatchObject({
      status: 409,
      code: 'stopped',
    });
  });

  test('finds nothing any more of somebody who had everything erased', async () => {
    const { woman, id } = await waiting();
    await coordinator.post(`cases/${id}/claim`);
    await woman.erase();
    expect((await coordinator.get(`cases/${id}`)).status).toBe(404);
    expect((await queue()).map((card) => card.id)).not.toContain(id);
  });
});

test('the kill switch leaves the emergency answer, and nothing is lost by it', async () => {
  const woman = await Woman.arrive(service.url);
  await woman.say('hola');
  await coordinator.put('kill-switch', { on: true });
  expect(await woman.say('violencia')).toMatch(/^112[^¿]*$/);
  await coordinator.put('kill-switch', { on: false });
  expect(await woman.say('sí')).toContain('¿Qué quieres ver primero?');
});

test('an open console is told of somebody new by itself', async () => {
  const response = await fetch(`${service.url}/console/api/events`, { headers: { cookie: coordinator.cookie } });
  const reader = response.body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  const before = /"waiting":(\d+)/.exec(await next())?.[1];
  const asked = waiting();
  expect(await next()).toContain(`"waiting":${Number(before) + 1}`);
  await asked;
  await reader?.cancel();
});
