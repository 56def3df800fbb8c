import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { eventually, newFolder, tidy } from '../support/service.js';
import { type OnWhatsApp, startOnWhatsApp } from '../support/servicePhone.js';

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --use-fake-device-for-media-stream --use-fake-ui-for-media-stream';
const pictures = process.env['PICTURES'] ?? newFolder();

let world: OnWhatsApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let people = 0;
let number: string;

beforeAll(async () => {
  world = await startOnWhatsApp({ WHATSAPP_READ_RECEIPTS: 'on' });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await tidy();
});
beforeEach(async () => {
  complaints = [];
  people += 1;
  number = `3247100${String(people).padStart(4, '0')}`;
  context = await browser.newContext({ viewport: { width: 320, height: 640 }, permissions: ['microphone'] });
  await context.addInitScript(`localStorage.getItem('people') || localStorage.setItem('people', '${number}')`);
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(world.graph.page);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const service = (text: string) => page.locator('li.service', { hasText: text });
const hers = (text: string) => page.locator('li.person', { hasText: text });
const sheet = (on: Page) => on.getByRole('dialog');
const write = async (text: string) => {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
};
const violations = async () => {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
};
const tick = (text: string) => hers(text).locator('.tick').getAttribute('aria-label');
const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

describe('a conversation on the phone', () => {
  test('goes from "hola" to a service by words, a button and a list', async () => {
    await write('hola');
    await button('Sí, puedo').click();
    await service('¿Qué quieres ver primero?').waitFor();
    await picture('phone-question');
    await button(/Ver opciones/).click();
    await sheet(page).getByRole('button', { name: 'Casa o dónde dormir' }).click();
    await service('¿Qué se parece más').waitFor();
    await button(/Ver opciones/)
      .last()
      .click();
    expect(await violations()).toEqual([]);
    await picture('phone-list');
    await sheet(page).getByRole('button').nth(2).click();
    await service('¿En qué parte').waitFor();
    await write('Bruselas');
    await service('☎').first().waitFor();
    await picture('phone-services');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violations()).toEqual([]);
  });

  test('by keyboard alone, with focus where it was', async () => {
    await page.getByLabel('Message', { exact: true }).focus();
    await page.keyboard.type('hola');
    await page.keyboard.press('Enter');
    await button('Sí, puedo').press('Enter');
    await service('¿Qué quieres ver primero?').waitFor();
    await button(/Ver opciones/).press('Enter');
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Ver opciones');
  });

  test('blue ticks only once she has said that it is safe', async () => {
    await write('hola');
    await button('Sí, puedo').click();
    await service('¿Qué quieres ver primero?').waitFor();
    expect([await tick('hola'), await tick('Sí, puedo')]).toEqual(['delivered', 'delivered']);
    await write('trabajo');
    await eventually(async () => (await tick('trabajo')) === 'read' || undefined);
  });
});

describe('everything else a phone can do', () => {
  beforeEach(async () => {
    await write('hola');
    await button('Sí, puedo').waitFor();
  });
  const said = () => page.locator('li.service').count();
  const answered = async (act: () => Promise<unknown>) => {
    const before = await said();
    await act();
    await eventually(async () => (await said()) > before || undefined);
  };

  test('a voice note is recorded and answered with a person', async () => {
    await button('Voice note').click();
    await page.getByRole('button', { name: 'Voice note', pressed: true }).waitFor();
    await answered(() => button('Voice note').click());
    await service('Una persona').or(button('Una persona')).first().waitFor();
    expect(await hers('').locator('audio').count()).toBe(1);
  });

  test('a photo, a place and other kinds are sent and answered', async () => {
    const photo = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') };
    await button('Send something else').click();
    expect(await violations()).toEqual([]);
    await answered(() => page.getByLabel(/A photo/).setInputFiles(photo));
    await button('Send something else').click();
    await answered(() => button('Send the place').click());
    await hers('50.8466').waitFor();
    expect(world.graph.ledger(number).map(({ message }) => message['type'])).toEqual(
      expect.arrayContaining(['image', 'location']),
    );
  });

  test('a message is reacted to, corrected and deleted', async () => {
    await service('112').first().getByRole('button', { name: 'React, edit or delete' }).click();
    await button('👍').click();
    await service('👍').waitFor();
    await hers('hola').getByRole('button', { name: 'React, edit or delete' }).click();
    await page.getByLabel('Correct it').fill('buenas');
    await button('Send again').click();
    await hers('buenas').getByRole('button', { name: 'React, edit or delete' }).click();
    expect(await violations()).toEqual([]);
    await button('Delete for everyone').click();
    await hers('Deleted').waitFor();
  });

  test('another number goes on in the same chat; another person begins anew', async () => {
    await button('People').click();
    expect(await violations()).toEqual([]);
    await page.getByLabel(/another number/).fill(`9${number}/BE.7`);
    await button('Change').click();
    await page.locator('li.note', { hasText: 'changed from' }).waitFor();
    expect(await hers('hola').count()).toBe(1);
    await button('People').click();
    await page.getByLabel(/Another phone/).fill(`BE.${people}x`);
    await button('Add').click();
    await hers('hola').waitFor({ state: 'detached' });
    await write('hallo');
    await service('112').first().waitFor();
  });

  test('the platform fails on demand, and the words still come', async () => {
    await button('Platform').click();
    await page.getByLabel(/fail with/).selectOption({ label: '131000 Something went wrong' });
    await button('Plan').click();
    await page.getByText('1 ahead').waitFor();
    expect(await violations()).toEqual([]);
    await button('Close').click();
    await button('Sí, puedo').click();
    await service('¿Qué quieres ver primero?').waitFor();
    expect(world.answers).toContain(500);
  });
});
