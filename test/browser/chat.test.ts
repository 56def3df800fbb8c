import { describe, expect, test } from '@jest/globals';
import { house, moveIn, words } from './chatHouse.js';

moveIn();

const said = () => house.page.locator('.bubble').allTextContents();

describe('a conversation', () => {
  test('begins with one tap, and nothing was sent for her before it', async () => {
    await house.page.goto(house.url);
    expect(house.room.accepted).toEqual([]);
    expect(await house.context.cookies()).toEqual([]);
    await house.button('Hola').click();
    await house.bubble('¿Qué quieres ver primero?').waitFor();
    expect(house.room.accepted.map(({ activity }) => activity.text)).toEqual(['Hola']);
  });

  test('a choice is sent with its tag, shown as her words, and cannot be made twice', async () => {
    await house.begin();
    await house.button('Trabajo').click();
    await house.bubble('Eco: Trabajo').waitFor();
    expect(house.room.accepted[1]?.activity.value).toEqual({ slot: 'need', value: 'trabajo' });
    expect(await house.page.locator('.own .bubble').allTextContents()).toEqual(['Hola', 'Trabajo']);
    expect(await house.button('Casa').isDisabled()).toBe(true);
  });

  test('every message shows its time', async () => {
    await house.begin();
    await house.page.locator('.own time').waitFor();
    expect(await house.page.locator('.message time').count()).toBe(2);
    expect(await house.page.locator('.message time').first().textContent()).toMatch(/\d{2}:\d{2}$/);
  });

  test('numbers can be called and addresses tell nobody where she came from', async () => {
    await house.begin();
    const links = await house.page
      .locator('.bubble a')
      .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]));
    expect(links.map(([href]) => href)).toEqual(['tel:112', 'tel:080032123', 'https://example.org/a']);
    expect(links.every(([, rel]) => rel === 'noreferrer noopener')).toBe(true);
  });

  test('words that look like markup stay words', async () => {
    await house.begin();
    await house.write('<img src=x onerror=alert(1)>');
    await house.bubble('Eco: <img src=x').waitFor();
    expect(await house.page.locator('img').count()).toBe(0);
  });

  test.each(['pt', 'fr', 'nl', 'en'])('the page speaks %s as the bot does', async (language) => {
    house.room.onAccepted = ({ identity }) => house.room.reply(identity, '…', { locale: language });
    await house.page.goto(house.url);
    expect(await house.page.locator('#leave').textContent()).toBe('Salir');
    await house.page.locator(`#greetings [lang=${language}]`).click();
    await house.page.getByRole('button', { name: words(language)['exit'] ?? '', exact: true }).waitFor();
    expect(await house.page.locator('html').getAttribute('lang')).toBe(language);
  });

  test('dots say that an answer is coming, until it is there', async () => {
    house.room.onAccepted = () => {};
    await house.page.goto(house.url);
    await house.button('Hola').click();
    await house.page.locator('#typing').waitFor();
    house.room.reply(house.id, 'aquí');
    await house.bubble('aquí').waitFor();
    expect(await house.page.locator('#typing').isVisible()).toBe(false);
  });

  test('it is always clear with whom she writes', async () => {
    const line = house.page.locator('#with');
    const status = (state: string) =>
      house.room.add(house.id, { type: 'event', name: 'handoff.status', value: { state } });
    await house.begin();
    status('accepted');
    house.room.reply(house.id, 'un momento');
    await house.bubble('un momento').waitFor();
    expect(await line.isVisible()).toBe(false);
    house.room.reply(house.id, 'Te leo.', { from: { id: 'coordinator', name: 'Coordinación' } });
    await line.getByText('Ahora escribes con Coordinación, del equipo').waitFor();
    status('completed');
    await line.getByText('Ahora escribes con el programa').waitFor();
  });
});

describe('in order and once', () => {
  test('a reload shows everything again and goes on', async () => {
    await house.begin();
    await house.button('Casa').click();
    await house.bubble('Eco: Casa').waitFor();
    await house.page.reload();
    await house.bubble('Eco: Casa').waitFor();
    expect(await said()).toHaveLength(4);
    expect(await house.button('Casa').isDisabled()).toBe(true);
    await house.write('otra cosa');
    await house.bubble('Eco: otra cosa').waitFor();
  });

  test('an erased conversation disappears from the screen', async () => {
    await house.begin();
    house.room.erase(house.id);
    await house.button('Empezar de nuevo').click();
    await house.button('Olá').waitFor();
    expect(await said()).toEqual([]);
  });

  test('a message written offline waits, says so, and arrives once', async () => {
    await house.page.goto(house.url);
    await house.context.setOffline(true);
    await house.write('hola');
    await house.page.getByText('No se envió').waitFor();
    await house.picture('waiting');
    await house.context.setOffline(false);
    await house.bubble('¿Qué quieres').waitFor();
    expect(house.room.accepted).toHaveLength(1);
    expect(await house.page.getByText('No se envió').count()).toBe(0);
  });

  test.each([
    ['first', 'conversations', 1],
    ['second', 'activities', 2],
  ])('where the receipt of her %s message was lost, trying again does not send twice', async (_, door, sent) => {
    let lost = 0;
    await house.context.route(`**/${door}`, async (route) => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    const taken = house.page.waitForResponse(`**/${door}`);
    await house.begin();
    if (sent > 1) await house.write('otra cosa');
    await taken;
    await house.bubble(sent > 1 ? 'Eco: otra cosa' : '¿Qué quieres').waitFor();
    expect(house.room.accepted).toHaveLength(sent);
    expect(await house.page.locator('.own').count()).toBe(sent);
  });

  test('the first question comes with the one request that her first message begins the conversation by', async () => {
    await house.context.route('**/v3/directline/conversations/**', (route) => route.abort());
    await house.begin();
    expect(house.room.accepted).toHaveLength(1);
  });

  test('a server of before, which takes no message with the opening, gets it by itself', async () => {
    await house.context.route('**/v3/directline/conversations', (route) => route.continue({ postData: '{}' }));
    await house.begin();
    expect(house.room.accepted.map(({ activity }) => activity.text)).toEqual(['Hola']);
  });

  test('without streams it asks instead', async () => {
    await house.context.route('**/stream?*', (route) => route.abort());
    await house.begin();
  });

  test('what was said while the server restarted comes in order, once', async () => {
    await house.begin();
    await house.restart(() => {
      for (const text of ['uno', 'dos', 'tres']) house.room.reply(house.id, text);
    });
    await house.bubble('tres').waitFor();
    expect((await said()).slice(2)).toEqual(['uno', 'dos', 'tres']);
  });

  test('what was said while the tab slept comes in order, once', async () => {
    await house.begin();
    const session = await house.context.newCDPSession(house.page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    for (const text of ['uno', 'dos', 'tres']) house.room.reply(house.id, text);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await house.bubble('tres').waitFor();
    expect((await said()).slice(2)).toEqual(['uno', 'dos', 'tres']);
  });
});
