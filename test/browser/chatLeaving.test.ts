import { beforeEach, describe, expect, test } from '@jest/globals';
import { house, moveIn } from './chatHouse.js';

const TEN_MINUTES = 10 * 60_000;
const HALF_AN_HOUR = 30 * 60_000;

moveIn();

const leftovers = () =>
  house.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join('|'));
const shifts = async () => {
  for (let times = 0; times < 3; times += 1) await house.page.keyboard.press('Shift');
};

describe('leaving', () => {
  const ways: [string, () => Promise<void>][] = [
    ['the button', () => house.page.locator('#leave').click()],
    ['Shift three times', shifts],
  ];

  test.each(ways)('by %s: neutral page, nothing left, nothing behind it', async (_label, leave) => {
    await house.begin();
    await leave();
    await house.page.getByText('El tiempo').waitFor();
    await house.page.goBack();
    expect(house.page.url()).toBe('about:blank');
    await house.page.goto(house.url);
    expect(await leftovers()).toBe('|0|0');
    expect(await house.context.cookies()).toEqual([]);
    expect(await house.page.locator('.bubble').count()).toBe(0);
  });

  test('the screen is empty before the tap has been worked off', async () => {
    await house.begin();
    const left = await house.page.evaluate(() => {
      document.querySelector<HTMLElement>('#leave')?.click();
      return [document.body.childElementCount, getComputedStyle(document.documentElement).display];
    });
    expect(left).toEqual([0, 'none']);
  });

  test('the conversation is closed on the server', async () => {
    await house.begin();
    await house.page.locator('#leave').click();
    expect(await house.room.whenClosed).toBe(house.id);
  });

  test('Shift while writing capitals does not leave', async () => {
    await house.page.goto(house.url);
    await house.page.locator('#words').focus();
    for (const letter of 'ABCD') await house.page.keyboard.press(`Shift+${letter}`);
    expect(await house.page.locator('#words').inputValue()).toBe('ABCD');
  });

  test('what stays in the browser is a cookie that no script reads, and a mark without content', async () => {
    await house.begin();
    expect(await leftovers()).toBe('open=1|0|0');
    const [handle] = (await house.context.cookies(`${house.url}/v3/directline`)).filter(
      ({ name }) => name === 'handle',
    );
    expect(handle).toMatchObject({ httpOnly: true, sameSite: 'Strict', expires: -1 });
  });

  test('the history is spoken of honestly', async () => {
    await house.page.goto(house.url);
    expect(await house.page.locator('[data-text=exitNote]').textContent()).toContain('historial');
  });
});

describe('a phone that others use', () => {
  beforeEach(() => house.page.clock.install());

  const tick = () => house.page.getByRole('checkbox', { name: /otras|más personas/ }).check();
  const gone = async () => {
    await house.page.getByText('ya no queda nada').waitFor();
    expect(await house.page.locator('.bubble').count()).toBe(0);
    expect(await house.room.whenClosed).toBe(house.id);
  };

  test.each([
    [
      'before',
      async () => {
        await house.page.goto(house.url);
        await tick();
        await house.button('Hola').click();
        await house.bubble('¿Qué quieres').waitFor();
      },
    ],
    [
      'in the same moment as',
      async () => {
        let asked = 0;
        await house.context.route('**/conversations', async (route) => {
          if (asked++ === 0) await tick();
          await route.continue();
        });
        await house.page.goto(house.url);
        const agreed = house.page.waitForResponse((response) => response.url().endsWith('/conversations') && asked > 1);
        await house.button('Hola').click();
        await agreed;
        await house.bubble('¿Qué quieres').waitFor();
      },
    ],
    [
      'after',
      async () => {
        await house.begin();
        const agreed = house.page.waitForResponse('**/conversations');
        await tick();
        await agreed;
      },
    ],
  ])('ticked %s her first words: nothing is kept', async (_label, begin) => {
    await begin();
    expect(await leftovers()).toBe('|0|0');
    expect(await house.context.cookies()).toEqual([]);
    await house.page.reload();
    await house.button('Olá').waitFor();
    expect(await house.room.whenClosed).toBe(house.id);
  });

  test('ten minutes without a touch close and clear it', async () => {
    await house.page.goto(house.url);
    await tick();
    await house.button('Hola').click();
    await house.bubble('¿Qué quieres').waitFor();
    await house.page.clock.fastForward(TEN_MINUTES - 60_000);
    expect(await house.page.locator('.bubble').count()).toBe(2);
    await house.page.clock.fastForward(70_000);
    await gone();
  });

  test('a page that slept so long shows nothing when it wakes, and its token is too old to matter', async () => {
    await house.page.goto(house.url);
    await tick();
    await house.button('Hola').click();
    await house.bubble('¿Qué quieres').waitFor();
    house.room.now += 2 * HALF_AN_HOUR;
    await house.page.clock.fastForward(2 * HALF_AN_HOUR);
    await gone();
  });

  test('after its end she has a minute to read the last words', async () => {
    await house.page.goto(house.url);
    await tick();
    await house.button('Hola').click();
    await house.bubble('¿Qué quieres').waitFor();
    house.room.reply(house.id, 'Hasta pronto');
    house.room.add(house.id, { type: 'endOfConversation' });
    await house.bubble('Hasta pronto').waitFor();
    await house.page.clock.fastForward(70_000);
    await gone();
  });

  test('not ticked, the chat stays', async () => {
    await house.begin();
    await house.page.clock.fastForward(2 * TEN_MINUTES);
    expect(await house.page.locator('.bubble').count()).toBe(2);
  });
});
