import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APP_ID, type Azure, OnAzure, startAzure } from '../support/azure.js';
import { type Service, startService, tidy } from '../support/service.js';

let azure: Azure;
let service: Service;
beforeAll(async () => {
  azure = await startAzure();
  service = await startService({ env: azure.env });
});
afterAll(async () => {
  await azure.close();
  await tidy();
});

const arrive = (channelId?: string) => new OnAzure(azure, service.url, channelId);

describe('a conversation on a channel of Azure Bot Service', () => {
  test('leads from hola to services that fit', async () => {
    const woman = arrive();
    expect(await woman.say('hola')).toMatch(/112[\s\S]*¿Puedes escribir ahora/);
    expect(await woman.tapThrough({ safe: 'yes', need: 'housing' })).toContain('☎');
  });

  test('the same message twice is answered once', async () => {
    const woman = arrive();
    await woman.say('hola');
    const before = azure.replies.length;
    const again = { id: `${woman.conversation}-1`, text: 'hola' };
    expect(await woman.post(again)).toBe(200);
    await arrive().say('hola');
    expect(azure.replies.slice(before).filter(({ recipient }) => recipient.id === woman.id)).toEqual([]);
  });

  test('nothing is said first, and no group is answered', async () => {
    const before = azure.replies.length;
    const woman = arrive('msteams');
    const added = { type: 'conversationUpdate', membersAdded: [{ id: woman.id }] };
    expect(await woman.post(added)).toBe(200);
    expect(await woman.post({ type: 'invoke', name: 'signin' })).toBe(501);
    expect(await woman.post({ text: 'hola', conversation: { id: 'g', isGroup: true } })).toBe(200);
    await arrive().say('hola');
    expect(azure.replies.slice(before).filter(({ recipient }) => recipient.id === woman.id)).toEqual([]);
  });

  test('what is not signed for us is refused, and nothing of it is heard', async () => {
    const woman = arrive();
    expect(await woman.post({ text: 'hola' }, 'x.y.z')).toBe(401);
    expect(await woman.post({ text: 'hola' }, await azure.sign({ aud: 'other' }))).toBe(401);
    expect(await woman.post({ text: 'hola', channelId: 'slack' })).toBe(403);
    expect(await woman.post({ text: 'hola', serviceUrl: 'https://example.org' })).toBe(403);
    expect(azure.replies.filter(({ recipient }) => recipient.id === woman.id)).toEqual([]);
    expect(service.written()).not.toMatch(/hola|Her Name/);
  });

  test.each([
    ['GET', undefined, 405],
    ['POST', 'no json', 400],
    ['POST', '[]', 400],
    ['POST', '{}', 403],
    ['POST', JSON.stringify({ text: 'x'.repeat(300_000) }), 413],
  ])('%s %.10s is answered %i', async (method, body, status) => {
    const response = await fetch(`${service.url}/api/messages`, { method, ...(body && { body }) });
    expect(response.status).toBe(status);
  });
});

test('a reply that finds the connector away goes out later', async () => {
  const woman = arrive();
  azure.answers.push({ status: 503 });
  await woman.say('hola');
  expect(woman.heard.at(-1)?.suggestedActions?.actions.length).toBeGreaterThan(1);
});

test('without an app there is no door', async () => {
  const closed = await startService({ env: { MicrosoftAppId: '', BOT_SERVICE_URLS: '' } });
  const response = await fetch(`${closed.url}/api/messages`, { method: 'POST', body: '{}' });
  expect([APP_ID.length, response.status]).toEqual([36, 404]);
  await closed.stop();
});
