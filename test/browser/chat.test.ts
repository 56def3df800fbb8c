import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { servePage } from '../../src/channels/webchat/index.js';
import { Room, type Serving, serve } from '../channels/webchat/server.js';
import { buildPage, LOCALES } from './chatPage.js';

const BUDGET = 15_000;
const EXIT = 'https://www.meteo.be/';
const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const QUESTION = {
  text: '¿Qué quieres ver primero?\nUrgencias: 112, o 0800 32 123, o https://example.org/a.',
  suggestedActions: {
    to: [],
    actions: ['Casa', 'Trabajo', 'Salud'].map((title) => ({
      type: 'messageBack',
      title,
      text: title,
      displayText: title,
      value: { slot: 'need', value: title.toLowerCase() },
    })),
  },
};

let folder: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let room: Room;
let serving: Serving;

/** Greets with a question, then says again what it was told. */
function answerAll(to: Room): void {
  to.onAccepted = ({ identity, activity }) => {
    const first = to.accepted.length === 1;
    if (first) to.reply(identity, QUESTION.text, { suggestedActions: QUESTION.suggestedActions });
    else to.reply(identity, `Eco: ${activity.text}`);
  };
}

beforeAll(async () => {
  folder = await buildPage();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
});
afterAll(() => browser.close());

beforeEach(async () => {
  room = new Room();
  answerAll(room);
  serving = await serve(room, (server) => servePage(server, folder, { locales: LOCALES }));
  context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'es' });
  await context.route(`${EXIT}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>El tiempo</p>' }));
  page = await context.newPage();
  await page.goto(serving.url);
});
afterEach(async () => {
  await context.close();
  await serving.stop();
});

const bubble = (text: string) => page.locator('.bubble', { hasText: text });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const write = async (text: string) => {
  await page.locator('#words').fill(text);
  await page.keyboard.press('Enter');
};
const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
const violations = async () => {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
};

describe('a conversation', () => {
  test('begins with one tap, and nothing was sent for her before it', async () => {
    expect(room.accepted).toEqual([]);
    await button('Hola').click();
    await bubble('¿Qué quieres ver primero?').waitFor();
    expect(room.accepted.map(({ activity }) => activity.text)).toEqual(['Hola']);
  });

  test('a choice is sent with its tag, shown as her words, and cannot be made twice', async () => {
    await button('Hola').click();
    await button('Trabajo').click();
    await bubble('Eco: Trabajo').waitFor();
    expect(room.accepted[1]?.activity.value).toEqual({ slot: 'need', value: 'trabajo' });
    expect(await page.locator('.own .bubble').allTextContents()).toEqual(['Hola', 'Trabajo']);
    expect(await button('Casa').isDisabled()).toBe(true);
  });

  test('by keyboard alone', async () => {
    await write('hola');
    await button('Casa').focus();
    await page.keyboard.press('Enter');
    await bubble('Eco: Casa').waitFor();
  });

  test('numbers can be called and addresses tell nobody where she came from', async () => {
    await button('Hola').click();
    await bubble('0800').waitFor();
    const links = await page
      .locator('.bubble a')
      .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]));
    expect(links.map(([href]) => href)).toEqual(['tel:112', 'tel:080032123', 'https://example.org/a']);
    expect(links.every(([, rel]) => rel === 'noreferrer noopener')).toBe(true);
  });

  test('words that look like markup stay words', async () => {
    await write('<img src=x onerror=alert(1)>');
    await bubble('<img src=x').waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });

  test('the page speaks as the bot does', async () => {
    room.onAccepted = ({ identity }) => room.reply(identity, 'Hello there', { locale: 'en' });
    await button('Hello').click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    expect(await page.locator('#leave').textContent()).toBe('Exit');
  });

  test('a reload shows everything again and goes on', async () => {
    await button('Hola').click();
    await button('Casa').click();
    await bubble('Eco: Casa').waitFor();
    await page.reload();
    await bubble('Eco: Casa').waitFor();
    expect(await page.locator('.bubble').count()).toBe(4);
    expect(await button('Casa').isDisabled()).toBe(true);
    await write('otra cosa');
    await bubble('Eco: otra cosa').waitFor();
  });

  test('an erased conversation disappears from the screen', async () => {
    await button('Hola').click();
    await bubble('¿Qué quieres').waitFor();
    room.erase(room.accepted[0]?.identity ?? '');
    await button('Empezar de nuevo').click();
    await button('Olá').waitFor();
    expect(await page.locator('.bubble').count()).toBe(0);
  });
});

describe('a lost connection', () => {
  test('a message waits, says so, and arrives once', async () => {
    await context.setOffline(true);
    await write('hola');
    await page.getByText('No se envió').waitFor();
    await picture('waiting');
    await context.setOffline(false);
    await bubble('¿Qué quieres').waitFor();
    expect(room.accepted).toHaveLength(1);
    expect(await page.getByText('No se envió').count()).toBe(0);
  });

  test('where a receipt was lost, trying again does not send twice', async () => {
    let lost = 0;
    await context.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await write('hola');
    await button('Intentar de nuevo').click();
    await bubble('¿Qué quieres').waitFor();
    expect(room.accepted).toHaveLength(1);
    expect(await page.locator('.own').count()).toBe(1);
  });

  test('without streams it asks instead', async () => {
    await context.route('**/stream?*', (route) => route.abort());
    await button('Hola').click();
    await bubble('¿Qué quieres').waitFor();
  });

  test('messages said meanwhile come in order, once', async () => {
    await button('Hola').click();
    await bubble('¿Qué quieres').waitFor();
    const id = room.accepted[0]?.identity ?? '';
    await serving.stop();
    for (const text of ['uno', 'dos', 'tres']) room.reply(id, text);
    const port = Number(new URL(serving.url).port);
    serving = await serve(room, (server) => servePage(server, folder), port);
    await bubble('tres').waitFor();
    expect((await page.locator('.bubble').allTextContents()).slice(2)).toEqual(['uno', 'dos', 'tres']);
  });
});

describe('leaving', () => {
  const leftovers = () => page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join('|'));
  const ways: [string, () => Promise<void>][] = [
    ['the button', () => page.locator('#leave').click()],
    [
      'Shift three times',
      async () => {
        for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
      },
    ],
  ];

  test.each(ways)('by %s: neutral page, nothing left, nothing behind it', async (_label, leave) => {
    await button('Hola').click();
    await bubble('¿Qué quieres').waitFor();
    await leave();
    await page.getByText('El tiempo').waitFor();
    await page.goBack();
    expect(page.url()).toBe('about:blank');
    await page.goto(serving.url);
    expect(await leftovers()).toBe('|0|0');
    expect(await context.cookies()).toEqual([]);
    expect(await page.locator('.bubble').count()).toBe(0);
  });

  test('the conversation is closed on the server', async () => {
    await button('Hola').click();
    await bubble('¿Qué quieres').waitFor();
    await page.locator('#leave').click();
    expect(await room.whenClosed).toBe(room.accepted[0]?.identity);
  });

  test('Shift while writing capitals does not leave', async () => {
    await page.locator('#words').focus();
    for (const letter of 'ABCD') await page.keyboard.press(`Shift+${letter}`);
    expect(await page.locator('#words').inputValue()).toBe('ABCD');
  });
});

describe('for everyone', () => {
  test('axe finds nothing, at first sight and in a conversation', async () => {
    expect(await violations()).toEqual([]);
    await picture('first');
    await button('Hola').click();
    await button('Casa').waitFor();
    expect(await violations()).toEqual([]);
    await picture('question');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations()).toEqual([]);
    await picture('dark');
    await page.setViewportSize({ width: 1280, height: 720 });
    await picture('wide');
  });

  test('320 pixels are enough, also at a zoom of 400 %', async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    await button('Hola').click();
    await button('Casa').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await page.locator('#leave').boundingBox()).toMatchObject({ y: expect.closeTo(4, 0) });
    await picture('zoom');
  });

  test('without JavaScript: the emergency numbers', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(serving.url);
    expect(await still.locator('noscript a').allTextContents()).toEqual(['112', '101']);
    expect(await still.locator('#chat').isVisible()).toBe(false);
    await plain.close();
  });

  test('the page, its style, its script and one language weigh at most 15 kB', () => {
    const files = ['index.html', 'chat.css', 'chat.js', 'icon.svg'].map((name) => join(folder, name));
    const weights = [...files, join(LOCALES, 'es/web.json')].map(
      (file) => gzipSync(readFileSync(file), { level: 9 }).length,
    );
    expect(weights.reduce((sum, weight) => sum + weight)).toBeLessThanOrEqual(BUDGET);
  });
});
