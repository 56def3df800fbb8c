import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ABSOLUTE_MS, IDLE_MS } from '../../src/console/logins.js';
import {
  administratorOf,
  coordinatorOf,
  PASSWORD,
  type RunningConsole,
  startConsole,
  Visitor,
} from '../support/consoleHouse.js';

let running: RunningConsole;
let coordinator: Visitor;
beforeEach(async () => {
  running = await startConsole();
  coordinator = await administratorOf(running);
});
afterEach(() => running.stop());

const AN_HOUR = 60 * 60_000;

describe('signing in', () => {
  test('unknown address and wrong password get the same answer', async () => {
    const stranger = new Visitor(running.url);
    const unknown = await stranger.signIn('nobody@example.org');
    const wrong = await stranger.signIn('coordinator@example.org', 'not her password');
    expect(unknown).toMatchObject({ status: 401, code: 'sign_in_wrong' });
    expect(wrong.body).toEqual(unknown.body);
    expect(stranger.cookie).toBe('');
  });

  test('many wrong tries wait, for known and unknown addresses alike, and then the right one still opens', async () => {
    const stranger = new Visitor(running.url);
    for (const email of ['coordinator@example.org', 'nobody@example.org']) {
      for (let tries = 0; tries < 3; tries += 1) await stranger.signIn(email, 'not her password');
      const slowed = await stranger.signIn(email);
      expect(slowed).toMatchObject({ status: 429, code: 'too_many_tries' });
      expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    running.clock.at += 30_000;
    expect((await stranger.signIn('coordinator@example.org')).status).toBe(200);
  });

  test('the cookie is out of reach of scripts and other sites', async () => {
    const { headers } = await new Visitor(running.url).signIn('coordinator@example.org');
    expect(headers.get('set-cookie')).toMatch(
      /^rumbo-console=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
  });

  test('signing in again ends the login the browser had', async () => {
    const before = coordinator.cookie;
    await coordinator.signIn('coordinator@example.org');
    expect(coordinator.cookie).not.toBe(before);
    expect(await coordinator.get('me', { cookie: before })).toMatchObject({ status: 401, code: 'signed_out' });
  });

  test('signing out ends the login and the presence', async () => {
    await coordinator.put('presence', { until: running.clock.at + AN_HOUR });
    const { cookie } = coordinator;
    expect((await coordinator.post('logout')).status).toBe(204);
    expect((await coordinator.get('queue', { cookie })).status).toBe(401);
    expect(await running.desk.present(running.clock.at)).toEqual([]);
  });

  test('an idle login reads nothing and still hears that somebody waits', async () => {
    running.desk.open(1, { urgency: 'high' });
    running.clock.at += IDLE_MS;
    expect(await coordinator.get('queue')).toMatchObject({ status: 401, code: 'idle' });
    const events = await fetch(`${running.url}/console/api/events`, { headers: { cookie: coordinator.cookie } });
    const reader = events.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('data: {"waiting":1,"urgent":1}');
    await reader?.cancel();
    running.clock.at += ABSOLUTE_MS;
    expect((await coordinator.get('events')).status).toBe(401);
  });

  test('the first link is gone once it was used', async () => {
    expect(await running.console.firstAdministratorLink()).toBeUndefined();
    const again = await new Visitor(running.url).post('setup', {
      token: 'x',
      name: 'E',
      email: 'e@example.org',
      password: PASSWORD,
    });
    expect(again).toMatchObject({ status: 410, code: 'link_invalid' });
  });
});

describe('changes from elsewhere are refused', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['a form without our header', { 'x-rumbo': '' }],
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('%s', async (_, headers) => {
    expect(await coordinator.ask('PUT', 'kill-switch', { on: true }, headers)).toMatchObject({
      status: 403,
      code: 'foreign_origin',
    });
    expect(await running.desk.killSwitch()).toBe(false);
  });
});

describe('without a login', () => {
  test.each([
    ['GET', 'me'],
    ['GET', 'queue'],
    ['GET', 'events'],
    ['GET', 'people'],
    ['GET', 'cases/conversation-000000001'],
    ['POST', 'cases/conversation-000000001/claim'],
    ['POST', 'cases/conversation-000000001/reply'],
    ['POST', 'cases/conversation-000000001/hand-back'],
    ['POST', 'cases/conversation-000000001/close'],
    ['POST', 'invitations'],
    ['POST', 'people/x/disable'],
    ['PUT', 'presence'],
    ['PUT', 'kill-switch'],
  ])('%s %s answers 401', async (method, path) => {
    running.desk.open(1);
    expect(await new Visitor(running.url).ask(method, path)).toMatchObject({ status: 401, code: 'signed_out' });
  });
});

describe('cases', () => {
  test('are listed, claimed, answered and handed back, and each deed is audited', async () => {
    const id = running.desk.open(1, { needs: ['legal'] });
    running.desk.write(id, 'hola');
    expect((await coordinator.get('queue')).body.cases).toMatchObject([{ id, state: 'waiting' }]);
    expect((await coordinator.post(`cases/${id}/claim`)).status).toBe(200);
    expect((await coordinator.post(`cases/${id}/reply`, { text: 'Buenos días' })).body.line).toMatchObject({
      from: 'coordinator',
    });
    expect((await coordinator.get(`cases/${id}`)).body.lines).toHaveLength(2);
    expect((await coordinator.post(`cases/${id}/hand-back`)).status).toBe(200);
    expect((await coordinator.get('queue')).body.cases).toEqual([]);
    expect(await running.console.audit.firstBroken()).toBeUndefined();
  });

  test('are answered once where the same reply comes twice', async () => {
    const id = running.desk.open(1);
    await coordinator.post(`cases/${id}/claim`);
    for (const replyId of ['reply-0001', 'reply-0001', 'reply-0002'])
      expect((await coordinator.post(`cases/${id}/reply`, { text: 'Sí', id: replyId })).status).toBe(200);
    expect(running.desk.linesOf(id)).toHaveLength(2);
  });

  test('one that another coordinator has is not answered by me', async () => {
    const colleague = await coordinatorOf(running, coordinator, 'Colega');
    const id = running.desk.open(1);
    await colleague.post(`cases/${id}/claim`);
    expect(await coordinator.post(`cases/${id}/claim`)).toMatchObject({ status: 409, code: 'taken' });
    expect(await coordinator.post(`cases/${id}/reply`, { text: 'x' })).toMatchObject({
      status: 409,
      code: 'not_yours',
    });
    expect(await coordinator.post(`cases/${id}/close`, { outcome: 'helped' })).toMatchObject({ status: 409 });
    expect(running.desk.linesOf(id)).toEqual([]);
  });

  test('one that is not there and one that cannot be answer alike', async () => {
    const absent = await coordinator.get('cases/conversation-000000009');
    const impossible = await coordinator.get('cases/..%2F..%2Fetc');
    expect(absent).toMatchObject({ status: 404, code: 'not_found' });
    expect(impossible.body).toEqual(absent.body);
  });

  test.each([
    ['empty', { text: '   ' }, 400, 'body_invalid'],
    ['too long', { text: 'x'.repeat(4097) }, 400, 'body_invalid'],
    ['more than asked', { text: 'x', html: true }, 400, 'body_invalid'],
    ['under an id that is too short', { text: 'x', id: '1' }, 400, 'body_invalid'],
    ['under an id that is too long', { text: 'x', id: 'x'.repeat(65) }, 400, 'body_invalid'],
    ['under an id with more than letters', { text: 'x', id: 'a b c d e f' }, 400, 'body_invalid'],
    ['no JSON', '{"text":', 400, 'body_invalid'],
    ['huge', { text: 'x'.repeat(40_000) }, 413, 'body_too_large'],
  ])('a reply that is %s is refused', async (_, body, status, code) => {
    const id = running.desk.open(1);
    await coordinator.post(`cases/${id}/claim`);
    expect(await coordinator.post(`cases/${id}/reply`, body)).toMatchObject({ status, code });
  });

  test('a body of another kind is refused', async () => {
    const answer = await coordinator.post('cases/conversation-000000001/reply', 'text=x', {
      'content-type': 'text/plain',
    });
    expect(answer).toMatchObject({ status: 415, code: 'not_json' });
  });

  test('a failure inside says nothing of itself', async () => {
    running.desk.queue = async () => {
      throw new Error('secret detail');
    };
    const answer = await coordinator.get('queue');
    expect(answer).toMatchObject({ status: 500, code: 'unexpected' });
    expect(JSON.stringify(answer.body) + running.logged.join()).not.toContain('secret detail');
  });
});

describe('presence and the kill switch', () => {
  test('being here is said until a time, and taken back', async () => {
    const until = running.clock.at + AN_HOUR;
    expect((await coordinator.put('presence', { until })).status).toBe(204);
    expect((await coordinator.get('queue')).body.present).toMatchObject([{ name: 'Coordinadora', until }]);
    await coordinator.put('presence', { until: null });
    expect((await coordinator.get('queue')).body.present).toEqual([]);
  });

  test.each([-1, 13 * AN_HOUR])('a time %d ms from now is refused', async (ahead) => {
    expect((await coordinator.put('presence', { until: running.clock.at + ahead })).status).toBe(400);
  });

  test('any coordinator may switch, and everybody sees it', async () => {
    const colleague = await coordinatorOf(running, coordinator, 'Colega');
    expect((await colleague.put('kill-switch', { on: true })).status).toBe(204);
    expect((await coordinator.get('queue')).body.killSwitch).toBe(true);
  });
});

describe('people', () => {
  test('only an administrator sees, invites and closes accounts', async () => {
    const colleague = await coordinatorOf(running, coordinator, 'Colega');
    for (const answer of [
      await colleague.get('people'),
      await colleague.post('invitations'),
      await colleague.post('people/x/disable'),
    ])
      expect(answer).toMatchObject({ status: 403, code: 'not_allowed' });
    const { people } = (await coordinator.get('people')).body;
    expect(people).toMatchObject([{ name: 'Coordinadora' }, { name: 'Colega' }]);
    expect(JSON.stringify(people)).not.toContain('argon2');
  });

  test('a closed account is out at once, on every device', async () => {
    const colleague = await coordinatorOf(running, coordinator, 'Colega');
    await colleague.put('presence', { until: running.clock.at + AN_HOUR });
    const { id } = (await colleague.get('me')).body;
    expect((await coordinator.post(`people/${id}/disable`)).status).toBe(204);
    expect((await colleague.get('queue')).status).toBe(401);
    expect(await colleague.signIn('colega@example.org')).toMatchObject({ status: 401, code: 'sign_in_wrong' });
    expect(await running.desk.present(running.clock.at)).toEqual([]);
  });

  test('nobody closes the own account, so an administrator stays', async () => {
    const { id } = (await coordinator.get('me')).body;
    expect(await coordinator.post(`people/${id}/disable`)).toMatchObject({ status: 409, code: 'own_account' });
  });
});

describe('answers', () => {
  test('are never kept or framed', async () => {
    for (const path of ['/console/api/me', '/console', '/console/nothing']) {
      const { headers } = await fetch(running.url + path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});
