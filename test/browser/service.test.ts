import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { PASSWORD } from '../support/consoleHouse.js';
import { newFolder, type Service, startService, tidy } from '../support/service.js';

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

let service: Service;
let browser: Browser;
let hers: Page;
let desk: Page;
let complaints: string[];
const pictures = process.env['PICTURES'] ?? newFolder();

beforeAll(async () => {
  service = await startService();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
  complaints = [];
  hers = await open('es', PHONE);
  desk = await open('en-GB', DESK);
});
afterAll(async () => {
  await browser?.close();
  await tidy();
});

async function open(locale: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await (await browser.newContext({ locale, viewport })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const bubble = (text: string | RegExp) => hers.locator('.bubble', { hasText: text });
const button = (name: string | RegExp) => desk.getByRole('button', { name });
/** Whether all of it is in view, above the line she writes in. */
const seen = async (place: Locator) => {
  const [box, form] = await Promise.all([place.boundingBox(), hers.locator('#form').boundingBox()]);
  return box !== null && form !== null && box.y >= 0 && box.y + box.height <= form.y;
};
const write = async (text: string) => {
  await hers.locator('#words').fill(text);
  await hers.keyboard.press('Enter');
};

test('an account by the first link, and being here', async () => {
  await desk.goto(service.link ?? '');
  await desk.getByLabel('Name women see').fill('Coordinadora');
  await desk.getByLabel('E-mail address').fill('coordinator@example.org');
  await desk.getByLabel('Password').fill(PASSWORD);
  await picture(desk, 'console-account');
  await button('Make the account').click();
  await desk.getByText('Nobody is waiting.').waitFor();
  await desk.getByText('I am not here').click();
  await button('I am here for 2 h').click();
  await desk.locator('summary', { hasText: /I am here until/ }).waitFor();
});

test('from "hola" by taps to services', async () => {
  await hers.goto(service.url);
  await picture(hers, 'chat-welcome');
  await hers.getByRole('button', { name: 'Hola', exact: true }).click();
  await bubble('¿Puedes escribir ahora').waitFor();
  await picture(hers, 'chat-greeting');
  await hers.getByRole('button', { name: 'Sí, puedo' }).click();
  await bubble('¿Qué quieres ver primero?').waitFor();
  await picture(hers, 'chat-needs');
  await hers.getByRole('button', { name: 'Casa o dónde dormir' }).click();
  await bubble('¿Qué se parece más').waitFor();
  await hers.locator('#log .choices button:enabled').nth(1).click();
  await hers.getByRole('button', { name: 'Bruselas' }).click();
  await bubble('☎').first().waitFor();
  await bubble('¿Qué prefieres ahora?').waitFor();
  await picture(hers, 'chat-services');
});

test('"quiero hablar con alguien" is answered by a coordinator, by name, on her page', async () => {
  await write('quiero hablar con alguien');
  await bubble('Coordinadora, del equipo').waitFor();
  await button(/asked for a person/).click();
  await picture(desk, 'console-case');
  await button('Take this conversation').click();
  await desk.getByLabel('Your answer').fill('Buenas tardes. Te leo.');
  await desk.keyboard.press('Control+Enter');
  await bubble('Buenas tardes. Te leo.').waitFor();
  await bubble('Ahora escribes con Coordinadora').waitFor();
  await picture(hers, 'chat-coordinator');
  // Not below the edge: she sees it without doing anything.
  expect(await seen(bubble('Buenas tardes. Te leo.'))).toBe(true);

  await write('gracias, busco un piso');
  await desk.getByText('gracias, busco un piso').waitFor();
  await picture(desk, 'console-claimed');
  expect(await hers.locator('.bubble').last().textContent()).toContain('gracias, busco un piso');
});

test('the console is whole on a phone', async () => {
  await desk.setViewportSize(PHONE);
  await picture(desk, 'console-phone-case');
  expect(await desk.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await button('Back to the list').click();
  await button(/with you/).waitFor();
  await picture(desk, 'console-phone-queue');
  await button(/with you/).click();
  await desk.setViewportSize(DESK);
});

test('handed back, the bot goes on where she was', async () => {
  await button('Hand back to the bot').click();
  await desk.getByText('Nobody is waiting.').waitFor();
  const before = await hers.locator('.bubble').count();
  await write('otro tema');
  await hers.locator('#log .choices button:enabled').first().waitFor();
  await picture(hers, 'chat-handed-back');
  expect(await hers.locator('.bubble').count()).toBeGreaterThan(before + 1);
});

test('a reload brings everything back, and leaving leaves nothing', async () => {
  const before = await hers.locator('.bubble').count();
  await hers.reload();
  await bubble('Buenas tardes. Te leo.').waitFor();
  expect(await hers.locator('.bubble').count()).toBe(before);
  await hers.route('https://www.meteo.be/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>El tiempo</p>' }),
  );
  await hers.locator('#leave').click();
  await hers.getByText('El tiempo').waitFor();
  await hers.goto(service.url);
  await hers.getByRole('button', { name: 'Hola', exact: true }).waitFor();
  expect(await hers.locator('.bubble').count()).toBe(0);
});

test('a code brings her conversation to another phone, and the first one forgets it', async () => {
  await hers.getByRole('button', { name: 'Hola', exact: true }).click();
  await hers.getByRole('button', { name: 'Sí, puedo' }).click();
  await hers.getByRole('button', { name: 'Casa o dónde dormir' }).click();
  await bubble('¿Qué se parece más').waitFor();
  await hers.locator('#more').click();
  await hers.getByRole('button', { name: 'Pedir un código' }).click();
  const code = hers.locator('.code', { hasText: '-' });
  await code.waitFor();

  const other = await open('es', PHONE);
  await other.goto(service.url);
  await other.getByRole('button', { name: 'Tengo un código' }).click();
  await other.getByLabel('Tengo un código').fill((await code.textContent()) ?? '');
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Sí, puedo' }).click();
  await other.locator('.bubble', { hasText: '¿Qué se parece más' }).waitFor();
  expect(await other.locator('.bubble', { hasText: (await code.textContent()) ?? '' }).count()).toBe(0);
  await hers.getByText('Este chat terminó').waitFor();
});

test('no page complained', () => {
  expect(complaints).toEqual([]);
});
