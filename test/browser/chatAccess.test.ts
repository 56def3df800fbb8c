import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { browser, folder, house, moveIn } from './chatHouse.js';

/** Bytes over the wire, gzip -9: page with style, script and Spanish words, and the icon. */
const BUDGET = 15_000;
const WHATSAPP = 'https://wa.me/32400000000';

moveIn({ whatsappUrl: WHATSAPP });

/** The page's own policy forbids strange scripts; the checker comes in by the debugger. */
const violations = async () => {
  await house.page.evaluate(axe.source);
  const { violations: found } = await house.page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
};
/** As they go over the wire. */
const bytesOf = (url: string) =>
  new Promise<number>((resolve) => {
    let bytes = 0;
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) =>
      response
        .on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        })
        .on('end', () => resolve(bytes)),
    );
  });
const focused = () => house.page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
const widest = () => house.page.evaluate(() => document.documentElement.scrollWidth);

describe('weight', () => {
  test('a first visit to its first question weighs at most 15 kB, and loads nothing from elsewhere', async () => {
    const asked: string[] = [];
    house.page.on('request', (request) => asked.push(request.url()));
    await house.page.goto(house.url);
    await house.button('Hola').waitFor();
    expect(asked.filter((url) => !url.startsWith(house.url))).toEqual([]);
    expect(asked.filter((url) => !url.endsWith('.svg'))).toEqual([`${house.url}/`]);
    const weight = (await bytesOf(`${house.url}/`)) + (await bytesOf(`${house.url}/chat/icon.svg`));
    expect(weight).toBeGreaterThan(5_000);
    expect(weight).toBeLessThanOrEqual(BUDGET);
  });

  test('what is rarely needed is not in the page', () => {
    const script = readFileSync(join(folder, 'chat/chat.js'), 'utf8');
    for (const word of ['createObjectURL', 'SpeechSynthesisUtterance', 'wrongCode']) expect(script).not.toContain(word);
  });
});

describe('for everyone', () => {
  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    await house.page.emulateMedia({ colorScheme });
    await house.page.goto(house.url);
    expect(await violations()).toEqual([]);
    await house.picture(`first-${colorScheme}`);
    await house.button('Hola').click();
    await house.button('Casa').waitFor();
    expect(await violations()).toEqual([]);
    await house.picture(`question-${colorScheme}`);
    await house.page.locator('#more').click();
    await house.button('Pedir un código').waitFor();
    expect(await violations()).toEqual([]);
    await house.picture(`panel-${colorScheme}`);
  });

  test('320 pixels are enough, also at a zoom of 400 %', async () => {
    await house.page.setViewportSize({ width: 320, height: 256 });
    await house.begin();
    expect(await widest()).toBe(320);
    expect(await house.page.locator('#leave').boundingBox()).toMatchObject({ y: expect.closeTo(4, 0) });
    await house.picture('zoom');
    await house.page.locator('#more').click();
    await house.button('Pedir un código').waitFor();
    expect(await widest()).toBe(320);
  });

  test.each([
    ['with letters twice as large', 640, '32px'],
    ['at a zoom of 400 %', 200, '16px'],
  ])('%s the name keeps its words and the exit stays whole', async (_, height, size) => {
    await house.page.setViewportSize({ width: 320, height });
    await house.page.goto(house.url);
    const lines = await house.page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
      const name = document.querySelector('h1') as HTMLElement;
      name.textContent = 'Orientación';
      return name.offsetHeight / Number.parseFloat(getComputedStyle(name).lineHeight);
    }, size);
    expect(lines).toBeCloseTo(1, 0);
    expect(await widest()).toBe(320);
    const exit = await house.page.locator('#leave').boundingBox();
    expect((exit?.x ?? 0) + (exit?.width ?? 0)).toBeLessThanOrEqual(320);
    // Beside the other button, not below it.
    expect(exit?.y).toBeCloseTo((await house.page.locator('#more').boundingBox())?.y ?? 0, -1.1);
    await house.picture(`letters-${size}`);
  });

  test('at a strong zoom the exit hides nothing that has the focus', async () => {
    await house.page.setViewportSize({ width: 320, height: 256 });
    await house.begin();
    for (const name of ['Salud', 'Trabajo', 'Casa']) {
      await house.button(name).focus();
      const top = (await house.button(name).boundingBox())?.y ?? 0;
      const exit = await house.page.locator('#leave').boundingBox();
      expect(top).toBeGreaterThanOrEqual((exit?.y ?? 0) + (exit?.height ?? 0));
    }
  });

  test('the exit stays in view however far she scrolls', async () => {
    await house.begin();
    for (let times = 0; times < 20; times += 1) house.room.reply(house.id, `línea ${times}`);
    await house.bubble('línea 19').waitFor();
    await house.bubble('línea 19').scrollIntoViewIfNeeded();
    const box = await house.page.locator('#leave').boundingBox();
    expect(box).toMatchObject({ y: expect.closeTo(8, -1) });
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  });

  test('by keyboard alone, in the order in which it is read', async () => {
    await house.page.goto(house.url);
    const order: unknown[] = [];
    for (let times = 0; times < 12; times += 1) {
      await house.page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'more',
      'leave',
      'scroll',
      '112',
      '101',
      'Hola',
      'Olá',
      'Bonjour',
      'Hallo',
      'Hello',
      'have-code',
      'shared',
    ]);
    await house.page.getByRole('button', { name: 'Hola', exact: true }).focus();
    await house.page.keyboard.press('Enter');
    await house.bubble('¿Qué quieres').waitFor();
    expect(await focused()).toBe('scroll');
    await house.button('Casa').focus();
    await house.page.keyboard.press('Enter');
    await house.bubble('Eco: Casa').waitFor();
  });

  test('a screen reader hears who says what, and nothing twice', async () => {
    await house.begin();
    await house.page.locator('.own time').waitFor();
    const log = house.page.getByRole('log', { name: 'Mensajes' });
    expect(await log.getAttribute('aria-live')).toBe('polite');
    const heard = await log.ariaSnapshot();
    for (const piece of ['Tú', 'Programa', 'group "Respuestas posibles"', 'button "Casa"'])
      expect(heard).toContain(piece);
    expect(heard.match(/¿Qué quieres/g)).toHaveLength(1);
    expect(await house.page.locator('.message:not(.own) .under').getAttribute('aria-live')).toBe('off');
    await house.page.locator('#notice[role=status]').waitFor({ state: 'attached' });
  });

  test('written from right to left it is the mirror of itself', async () => {
    await house.begin();
    await house.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const left = async (selector: string) => (await house.page.locator(selector).boundingBox())?.x ?? Number.NaN;
    expect(await left('.own .bubble')).toBeCloseTo(16, 0);
    expect(await left('#leave')).toBeCloseTo(16, 0);
    expect(await left('#send')).toBeCloseTo(16, 0);
    expect(await widest()).toBe(320);
    await house.picture('right-to-left');
  });

  test('with forced colours what can be tapped has an edge', async () => {
    await house.page.emulateMedia({ forcedColors: 'active' });
    await house.begin();
    const edge = (selector: string) =>
      house.page.locator(selector).evaluate((element) => getComputedStyle(element).borderTopStyle);
    for (const selector of ['#leave', '#send', '#more', '.own .bubble']) expect(await edge(selector)).toBe('solid');
    await house.picture('forced-colours');
  });

  test.each([
    ['reduce', 'none'],
    ['no-preference', 'breathe'],
  ] as const)('where motion is wanted as "%s" the dots move by "%s"', async (reducedMotion, animation) => {
    await house.page.emulateMedia({ reducedMotion });
    await house.page.goto(house.url);
    const dot = house.page.locator('#typing i').first();
    expect(await dot.evaluate((element) => getComputedStyle(element).animationName)).toBe(animation);
  });

  test('without JavaScript: the emergency numbers first, then WhatsApp', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(house.url);
    const links = await still.locator('a:visible').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(['tel:112', 'tel:101', WHATSAPP]);
    await plain.close();
  });
});
