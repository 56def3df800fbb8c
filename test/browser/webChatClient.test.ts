import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type ClientPages, serveClients } from '../support/clients.js';
import { eventually, newFolder, type Service, startService, tidy } from '../support/service.js';
import { Woman } from '../support/serviceWoman.js';

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const pictures = process.env['PICTURES'] ?? newFolder();

interface WebChat {
  createDirectLine(options: object): object;
  renderWebChat(options: object, element: Element | null): void;
}
declare const WebChat: WebChat;

let service: Service;
let pages: ClientPages;
let browser: Browser;
let page: Page;
let woman: Woman;

beforeAll(async () => {
  service = await startService();
  pages = await serveClients();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
  page = await (await browser.newContext({ locale: 'es' })).newPage();
  await page.goto(pages.webChat);
  const { conversationId, token } = await page.evaluate(async (url) => {
    const response = await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST' });
    const generated = await response.json();
    const directLine = WebChat.createDirectLine({ token: generated.token, domain: `${url}/v3/directline` });
    WebChat.renderWebChat({ directLine, locale: 'es-ES' }, document.querySelector('#chat'));
    return generated;
  }, service.url);
  woman = new Woman(service.url, { id: conversationId, token });
});
afterAll(async () => {
  await browser?.close();
  pages?.close();
  await tidy();
});

const bubble = (text: string) => page.locator('.webchat__bubble', { hasText: text });
const suggested = () => page.locator('.webchat__suggested-actions');
const button = (name: string) => suggested().getByRole('button', { name, exact: true });
/** What stands on the screen, in order. */
const shown = () => page.locator('.webchat__bubble__content .webchat__text-content').allInnerTexts();
const lines = (texts: string[]) => texts.flatMap((text) => text.split('\n').map((line) => line.trim())).filter(Boolean);

test('botframework-webchat: from "hola" by taps to services', async () => {
  await page.getByRole('textbox').fill('hola');
  await page.keyboard.press('Enter');
  await bubble('¿Puedes escribir ahora').waitFor();
  await button('Sí, puedo').click();
  await bubble('¿Qué quieres ver primero?').waitFor();
  await button('Casa o dónde dormir').click();
  await bubble('¿Qué se parece más').waitFor();
  await page.screenshot({ path: join(pictures, 'webchat.png') });
  await suggested().getByRole('button').nth(1).click();
  await button('Bruselas').click();
  await bubble('¿Qué prefieres ahora?').waitFor();
});

test('everything stands there once and in order', async () => {
  const said = (await woman.news()).map(({ text }) => text);
  expect(said.length).toBeGreaterThan(9);
  expect(lines(await shown())).toEqual(lines(said));
});

test('a tap came as its tag, not as words', async () => {
  woman.watermark = '0';
  const own = (await woman.news()).filter(({ from }) => from.role === 'user');
  expect(own.map(({ text }) => text).slice(0, 3)).toEqual(['hola', 'Sí, puedo', 'Casa o dónde dormir']);
});

test('a picture is answered kindly', async () => {
  const before = (await woman.news()).length;
  expect(before).toBe(0);
  const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('bytes') };
  await page.locator('input[type=file]').setInputFiles(file);
  const answers = await eventually(async () => {
    // Their box takes a moment to know of the file; without one, Enter sends nothing.
    await page.getByRole('textbox').press('Enter');
    const news = await woman.news();
    return news.some(({ from }) => from.role === 'bot') ? news : undefined;
  });
  await bubble(answers.find(({ from }) => from.role === 'bot')?.text ?? '').waitFor();
  await page.screenshot({ path: join(pictures, 'webchat-upload.png') });
  expect(await page.getByText(/Reintentar|Error al enviar/).count()).toBe(0);
});
