import { describe, expect, test } from '@jest/globals';
import { as, call, open } from './client.js';
import { moveIn, opened, restart, room, serving } from './house.js';

const MINUTE = 60_000;

moveIn();

const mine = () => as(serving.url, opened);
const resume = (cookie: string, headers = {}) =>
  call(serving.url, 'POST', '/resume', { headers: { Cookie: cookie, ...headers } });
const leaveWith = (body: string, headers = {}) =>
  call(serving.url, 'POST', `/conversations/${opened.conversationId}/end`, { body, headers });

describe('tokens', () => {
  test.each(['', 'Bearer', 'Basic abc', 'Bearer a.b.c'])('"%s" is no token', async (value) => {
    const headers = { Authorization: value };
    const path = `/conversations/${opened.conversationId}/activities`;
    expect((await call(serving.url, 'GET', path, { headers })).status).toBe(403);
  });

  test('a token in the address opens nothing', async () => {
    const path = `/conversations/${opened.conversationId}/activities?t=${opened.token}&token=${opened.token}`;
    expect((await call(serving.url, 'GET', path)).status).toBe(403);
  });

  test('one that was used opens nothing any more when its time is over', async () => {
    expect((await mine().get('/activities')).status).toBe(200);
    room.now += 20 * MINUTE;
    expect((await mine().get('/activities')).status).toBe(403);
  });

  test('refreshing prolongs, and not after leaving', async () => {
    room.now += 19 * MINUTE;
    const { body } = await mine().refresh();
    room.now += 19 * MINUTE;
    expect((await as(serving.url, body).get('/activities')).status).toBe(200);
    await as(serving.url, body).del();
    expect((await as(serving.url, body).refresh()).status).toBe(404);
  });

  test('outlive a restart', async () => {
    await restart();
    expect((await mine().get('/activities')).status).toBe(200);
  });
});

describe('a reload', () => {
  test('goes on by a cookie that scripts cannot read', async () => {
    const { headers } = await call(serving.url, 'POST', '/conversations');
    expect(headers.get('set-cookie')).toMatch(/^handle=\S+; Path=\/v3\/directline; HttpOnly; SameSite=Strict$/);
    const answer = await resume(opened.cookie);
    expect(answer).toMatchObject({ status: 200, body: { conversationId: opened.conversationId } });
    expect((await as(serving.url, answer.body).get('/activities')).status).toBe(200);
  });

  test('the cookie is no token, and a token is no cookie', async () => {
    const handle = opened.cookie.replace('handle=', '');
    expect((await as(serving.url, { ...opened, token: handle }).get('/activities')).status).toBe(403);
    expect((await resume(`handle=${opened.token}`)).status).toBe(404);
  });

  test.each(['cross-site', 'same-site', 'none'])('a request from %s gets nothing', async (site) => {
    expect((await resume(opened.cookie, { 'Sec-Fetch-Site': site })).status).toBe(404);
  });

  test.each([
    ['she left', () => mine().del()],
    ['she erased everything', async () => room.erase(opened.conversationId)],
    ['eight days passed', async () => (room.now += 8 * 24 * 60 * MINUTE)],
  ])('finds nothing when %s, and the cookie goes', async (_label, before) => {
    await before();
    const { status, headers } = await resume(opened.cookie);
    expect(status).toBe(404);
    expect(headers.get('set-cookie')).toContain('Max-Age=0');
  });
});

describe('leaving', () => {
  test('by a beacon with the token as its body', async () => {
    const { status, headers } = await leaveWith(opened.token);
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await mine().get('/activities')).status).toBe(404);
  });

  test('works with an expired token where the cookie still holds', async () => {
    room.now += 40 * MINUTE;
    expect((await leaveWith(opened.token, { Cookie: opened.cookie })).status).toBe(204);
    expect((await resume(opened.cookie)).status).toBe(404);
  });

  test('of somebody else is refused', async () => {
    const other = await open(serving.url);
    expect((await leaveWith(other.token)).status).toBe(404);
    expect((await leaveWith('nothing')).status).toBe(403);
    expect((await mine().get('/activities')).status).toBe(200);
  });
});

describe('a page that keeps its handle itself', () => {
  const ask = (path: string, body: object, headers = {}) =>
    call(serving.url, 'POST', path, { headers, body: JSON.stringify(body) });
  const framed = async () => (await ask('/conversations', { embed: true })).body;

  test('is given one instead of the cookie, and goes on by it', async () => {
    const { status, body, headers } = await ask('/conversations', { embed: true });
    expect([status, headers.get('set-cookie')]).toEqual([201, expect.stringContaining('Max-Age=0')]);
    const again = await ask('/resume', { embed: true, handle: body.handle });
    expect(again).toMatchObject({
      status: 200,
      body: { conversationId: body.conversationId, handle: expect.any(String) },
    });
  });

  test('opens nothing by it that a token opens', async () => {
    const { conversationId, handle } = await framed();
    expect((await as(serving.url, { conversationId, token: handle }).get('/activities')).status).toBe(403);
  });

  test('can leave by it when the token is too old, and then it is worth nothing', async () => {
    const { conversationId, handle } = await framed();
    room.now += 31 * MINUTE;
    const left = await call(serving.url, 'POST', `/conversations/${conversationId}/end`, { body: handle });
    expect(left.status).toBe(204);
    expect((await ask('/resume', { handle })).status).toBe(404);
  });

  test('in the middle of a conversation the cookie goes away', async () => {
    const bearer = { Authorization: `Bearer ${opened.token}` };
    const { body, headers } = await ask('/conversations', { embed: true }, bearer);
    expect([body.conversationId, headers.get('set-cookie')]).toEqual([
      opened.conversationId,
      expect.stringContaining('Max-Age=0'),
    ]);
  });

  test.each(['{', '[]', 'null', '{"embed":"yes","handle":7}'])('%s is no wish', async (body) => {
    const { status, body: answer } = await call(serving.url, 'POST', '/conversations', { body });
    expect([status, answer.handle]).toEqual([201, undefined]);
  });
});
