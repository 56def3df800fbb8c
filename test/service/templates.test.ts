import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type GraphStandIn, startGraphStandIn } from '../../src/channels/graph/index.js';
import { createPost } from '../../src/channels/http/post.js';
import { createWhatsAppChannel } from '../../src/channels/whatsapp/index.js';
import { closeAll, closing, SETTINGS, startWebhook } from '../channels/whatsapp/webhookServer.js';
import { type Keeping, keep } from '../support/keeping.js';
import { DAY, HOUR, openService, type ServiceHouse } from '../support/serviceHouse.js';

const PERSON = '32470000001';
const BY = { id: 'one', name: 'Test' };
let house: Keeping;
let graph: GraphStandIn;
let service: ServiceHouse;
/** Everything that was asked of the platform. */
let asked: { type?: string }[];

beforeEach(async () => {
  house = await keep();
  asked = [];
  const webhook = await startWebhook();
  graph = closing(await startGraphStandIn({ ...SETTINGS, webhookUrl: webhook.url, now: house.now }));
  service = await openService(house);
  const post = createPost();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const listening: typeof post = (url, headers, body, timeoutMs) => {
    asked.push(JSON.parse(body));
    return post(url, headers, body, timeoutMs);
  };
  service.app.use(createWhatsAppChannel({ ...SETTINGS, graphUrl: graph.url }, { post: listening, log }));
});
afterEach(async () => {
  await closeAll();
  await house.end();
});

async function say(text: string): Promise<void> {
  await graph.inbound(PERSON, { type: 'text', text });
  await service.say(text);
}

test('no template ever leaves: after 24 hours nobody writes to her until she has written', async () => {
  for (const text of ['hola', 'sí', 'quiero hablar con una persona']) await say(text);
  await service.app.desk.claim(service.ref.id, BY);
  await service.app.desk.reply(service.ref.id, BY, 'Buenas');
  await service.pass(HOUR);
  const inTime = asked.length;
  await service.pass(DAY);
  expect(await service.app.desk.reply(service.ref.id, BY, 'tarde')).toMatchObject({ refusal: 'window-closed' });
  await service.pass(DAY);
  expect(asked).toHaveLength(inTime);
  await say('hola');
  expect(new Set(asked.map(({ type }) => type))).toEqual(new Set(['text', 'interactive']));
});
