import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type ClientPages, serveClients } from '../support/clients.js';
import { type Relay, startRelay } from '../support/relay.js';
import { eventually, newFolder, type Service, startService, tidy } from '../support/service.js';
import { Woman } from '../support/serviceWoman.js';

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const [ONLINE, ENDED] = [2, 5];
const USER = 'dl_test';

interface Seen {
  id: string;
  text: string;
  role: string;
}
interface Client {
  start(options: object): void;
  say(text: string): Promise<void>;
  post(activity: object): Promise<string>;
  place(): { conversationId: string; token: string; watermark: string };
  sessionId(): Promise<string>;
  seen: Seen[];
  statuses: (number | string)[];
}
declare const client: Client;

let env: Record<string, string>;
let service: Service;
let relay: Relay;
let pages: ClientPages;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  env = { DATA_DIR: newFolder() };
  service = await startService({ env });
  relay = await startRelay(service.url);
  pages = await serveClients();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  pages?.close();
  relay?.close();
  await tidy();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(pages.directLine);
});
afterEach(() => page.close());

/** Asks for a token as a page does, from its own origin. */
const generate = () =>
  page.evaluate(
    async ([url, id]) => {
      const body = JSON.stringify({ user: { id }, more: 1 });
      return (await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST', body })).json();
    },
    [relay.url, USER],
  );
const start = (options: object) =>
  page.evaluate((given) => client.start(given), { domain: `${relay.url}/v3/directline`, ...options });
const seen = () => page.evaluate(() => client.seen);
/** Says something and waits for its echo: it is written together with its answer, so both are there. */
const say = async (text: string) => {
  await page.evaluate((words) => client.say(words), text);
  await eventually(async () => (await seen()).some((one) => one.text === text) || undefined);
};
const statuses = () => page.evaluate(() => client.statuses);
const place = () => page.evaluate(() => client.place());

/** The same conversation without a browser. */
const herself = async () => {
  const { conversationId, token } = await place();
  return new Woman(service.url, { id: conversationId, token });
};

/** Waits until the client has seen all there is: in order, each once. @returns the texts */
async function whole(from = 0): Promise<string[]> {
  const all = (await (await herself()).news()).slice(from).map(({ id }) => id);
  await eventually(async () => (await seen()).length >= all.length || undefined);
  const found = await seen();
  expect(found.map(({ id }) => id)).toEqual(all);
  return found.map(({ text }) => text);
}

const restart = async () => {
  relay.cut();
  await service.kill();
  service = await startService({ env });
};

describe.each([true, false])('botframework-directlinejs, websocket %s', (webSocket) => {
  beforeEach(async () => {
    const { token } = await generate();
    await start({ token, webSocket });
    await say('hola');
  });

  test('holds a conversation, and knows its own messages', async () => {
    const texts = await whole();
    expect(texts[0]).toBe('hola');
    expect((await seen())[0]?.role).toBe('user');
    expect((await statuses()).at(-1)).toBe(ONLINE);
  });

  test('may send what is no message', async () => {
    const { conversationId } = await place();
    for (const type of ['typing', 'event', 'conversationUpdate', 'messageReaction']) {
      const id = await page.evaluate((one) => client.post({ type: one }), type);
      expect(id.startsWith(`${conversationId}|`)).toBe(true);
    }
    await whole();
  });

  test('another start of the page goes on after the watermark, also after the service was killed', async () => {
    const texts = await whole();
    const before = await place();
    await restart();
    relay.lay(service.url);
    await page.reload();
    await start({ ...before, webSocket });
    await say('sí, puedo');
    expect((await whole(texts.length))[0]).toBe('sí, puedo');
  });

  test('learns that she left', async () => {
    expect((await (await herself()).ask('POST', 'end')).status).toBe(204);
    await eventually(async () => (await statuses()).some((one) => one === ENDED || one === 'ended') || undefined);
  });
});

describe('over websocket', () => {
  beforeEach(async () => {
    const { token } = await generate();
    await start({ token });
    await say('hola');
  });

  test('what was said while the wire was cut comes when it is mended', async () => {
    const woman = await herself();
    await whole();
    relay.cut();
    await woman.say('sí, puedo');
    relay.lay(service.url);
    expect(await whole()).toContain('sí, puedo');
  });

  test('a killed service goes on where it was', async () => {
    await whole();
    await restart();
    await (await herself()).say('sí, puedo');
    relay.lay(service.url);
    await whole();
    await say('casa');
    expect(await whole()).toContain('casa');
  });
});

test('a token is renewed after a quarter of an hour', async () => {
  await page.clock.install();
  const { token } = await generate();
  await start({ token });
  await say('hola');
  const refreshed = page.waitForResponse((response) => response.url().endsWith('/tokens/refresh'));
  await page.clock.fastForward('15:01');
  const fresh = await (await refreshed).json();
  await eventually(async () => (await place()).token === fresh.token || undefined);
  await say('sí, puedo');
  expect(await whole()).toContain('sí, puedo');
});

test('there is no session to ask for, and that does no harm', async () => {
  const { token } = await generate();
  await start({ token });
  expect(await page.evaluate(() => client.sessionId())).toBe('');
});
