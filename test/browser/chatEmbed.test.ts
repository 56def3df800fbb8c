import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, FrameLocator } from 'playwright-core';
import { buildPage, House, launch, launchStoring } from './chatHouse.js';

const FRAMED = { frameAncestors: 'http://localhost:*' };

let browser: Browser;
let folder: string;
let house: House;
let host: Server;
let chat: FrameLocator;

/** Somebody's page, on another site than the chat's, with rules of its own about scripts and styles. */
function startHost(): Promise<Server> {
  const server = createServer((_request, response) => {
    const policy = `default-src 'none'; script-src ${house.url}; style-src 'none'; frame-src ${house.url}; img-src data:`;
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    response.end(`<!doctype html><html lang="nl"><title>Host</title><link rel="icon" href="data:,"><main><h1>Host</h1></main>
<script src="${house.url}/embed.js"></script></html>`);
  });
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve(server));
  });
}

beforeAll(async () => {
  [folder, browser] = await Promise.all([buildPage(), launch()]);
});
afterAll(() => browser.close());
const visit = async (opened: Promise<House>) => {
  house = await opened;
  host = await startHost();
  const hostUrl = `http://localhost:${(host.address() as AddressInfo).port}/`;
  await house.page.goto(hostUrl);
  chat = house.page.frameLocator('iframe');
};
afterEach(async () => {
  await house.close();
  host.closeAllConnections();
  host.close();
});

const button = () => house.page.getByRole('button', { name: 'Chat' });
const begin = async () => {
  await button().click();
  await chat.getByRole('button', { name: 'Hola', exact: true }).click();
  await chat.locator('.bubble', { hasText: '¿Qué quieres' }).waitFor();
};
const shifts = async () => {
  for (let times = 0; times < 3; times += 1) await house.page.keyboard.press('Shift');
};
const inFrame = () => house.page.frames()[1];
const kept = () =>
  inFrame()?.evaluate(() => [document.cookie, localStorage.length, ...Object.keys(sessionStorage)].join('|'));

/** In this browser a frame may store nothing at all: the conversation holds until the page is left. */
describe('on somebody else’s page', () => {
  beforeEach(() => visit(House.open(browser, folder, FRAMED)));

  test('nothing of the chat is loaded before the button is pressed, and the host stays as it is', async () => {
    expect(house.page.frames()).toHaveLength(1);
    await begin();
    expect(await house.page.title()).toBe('Host');
    expect(await house.page.locator('link[rel=icon]').getAttribute('href')).toBe('data:,');
    expect(await house.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ]);
    await house.picture('embedded');
  });

  test('axe finds nothing', async () => {
    await begin();
    await house.page.evaluate(axe.source);
    const { violations } = await house.page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
  });

  test('the button closes it and opens it again, where she was', async () => {
    await begin();
    await button().click();
    expect(await house.page.locator('iframe').isVisible()).toBe(false);
    await button().click();
    await chat.locator('.bubble', { hasText: '¿Qué quieres' }).waitFor();
  });

  test.each([
    ['the exit within', () => chat.locator('#leave').click()],
    [
      'Shift three times within',
      async () => {
        await chat.locator('#words').focus();
        await shifts();
      },
    ],
    [
      'Shift three times on the host, the chat put away,',
      async () => {
        await button().click();
        await shifts();
      },
    ],
  ])('%s takes the host away too', async (_label, leave) => {
    await begin();
    await leave();
    await house.page.getByText('El tiempo').waitFor();
    expect(await house.room.whenClosed).toBe(house.id);
    await house.page.goBack();
    expect(house.page.url()).toBe('about:blank');
  });

  test('Shift three times leaves a host alone on which the chat was never opened', async () => {
    await shifts();
    expect(await house.page.locator('h1').isVisible()).toBe(true);
  });
});

describe('where a frame may store something', () => {
  beforeEach(() => visit(launchStoring().then((context) => House.openIn(context, folder, FRAMED))));

  test('a reload of the host goes on by a handle in the frame, without any cookie', async () => {
    await begin();
    expect(await kept()).toBe('|0|handle');
    expect(await house.context.cookies()).toEqual([]);
    await house.page.reload();
    await button().click();
    await chat.locator('.bubble', { hasText: '¿Qué quieres' }).waitFor();
    expect(house.room.accepted).toHaveLength(1);
  });

  test('the handle opens nothing once the conversation is closed', async () => {
    await begin();
    house.room.erase(house.id);
    await chat.getByText('ya no queda nada').waitFor();
    expect(await kept()).toBe('|0');
  });
});
