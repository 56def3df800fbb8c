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
    const rosa = arrive();
    expect(await rosa.say('hola')).toMatch(/112[\s\S]*¿Puedes escribir ahora/);
    expect(await rosa.tapThrough({ safe: 'yes', need: 'housing' })).toContain('☎');
  });

  test('the same message twice is answered once', async () => {
    const rosa = arrive();
    await rosa.say('hola');
    const before = azure.replies.length;
    const again = { id: `${rosa.conversation}-1`, text: 'hola' };
    expect(await rosa.post(again)).toBe(200);
    await arrive().say('hola');
    expect(azure.replies.slice(before).filter(({ recipient }) => recipient.id === rosa.id)).toEqual([]);
  });

  test('nothing is said first, and no group is answered', async () => {
    const before = azure.replies.length;
    const rosa = arrive('msteams');
    const added = { type: 'conversationUpdate', membersAdded: [{ id: rosa.id }] };
    expect(await rosa.post(added)).toBe(200);
    expect(await rosa.post({ type: 'invoke', name: 'signin' })).toBe(501);
    expect(await rosa.post({ text: 'hola', conversation: { id: 'g', isGroup: true } })).toBe(200);
    await arrive().say('hola');
    expect(azure.replies.slice(before).filter(({ recipient }) => recipient.id === rosa.id)).toEqual([]);
  });

  test('what is not signed for us is refused, and nothing of it is heard', async () => {
    const rosa = arrive();
    expect(await rosa.post({ text: 'hola' }, 'x.y.z')).toBe(401);
    expect(await rosa.post({ text: 'hola' }, await azure.sign({ aud: 'other' }))).toBe(401);
    expect(await rosa.post({ text: 'hola', channelId: 'slack' })).toBe(403);
    expect(await rosa.post({ text: 'hola', serviceUrl: 'https://example.org' })).toBe(403);
    expect(azure.replies.filter(({ recipient }) => recipient.id === rosa.id)).toEqual([]);
    expect(service.written()).not.toMatch(/hola|Rosa/);
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
  const rosa = arrive();
  azure.answers.push({ status: 503 });
  await rosa.say('hola');
  expect(rosa.heard.at(-1)?.suggestedActions?.actions.length).toBeGreaterThan(1);
});

test('without an app there is no door', async () => {
  const closed = await startService({ env: { MicrosoftAppId: '', BOT_SERVICE_URLS: '' } });
  const response = await fetch(`${closed.url}/api/messages`, { method: 'POST', body: '{}' });
  expect([APP_ID.length, response.status]).toEqual([36, 404]);
  await closed.stop();
});
