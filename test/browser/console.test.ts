import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { administratorOf, PASSWORD, type RunningConsole, startConsole, type Visitor } from '../support/consoleHouse.js';
import { eventually } from '../support/service.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const ATTACK =
  '<img src=x onerror="document.title=`owned`"><script>document.title="owned"</script> https://example.org';

/** As the build made it. */
const folder = fileURLToPath(new URL('../../dist/web/console', import.meta.url));

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
});
afterAll(() => browser?.close());

let running: RunningConsole;
let coordinator: Visitor;
let page: Page;
let complaints: string[];
beforeEach(async () => {
  running = await startConsole({ folder, clock: { at: Date.now() } });
  coordinator = await administratorOf(running);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterEach(async () => {
  await page.close();
  await running.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

async function signIn(): Promise<void> {
  await page.goto(`${running.url}/console`);
  await page.getByLabel('E-mail address').fill('coordinator@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await button('Sign in').click();
  await page.getByRole('heading', { name: 'Waiting and open' }).waitFor();
}

/** What axe finds wrong, by rule. */
async function barriers(): Promise<string[]> {
  const found = await page.evaluate(`${AXE}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`);
  return found as string[];
}

describe('the console', () => {
  test('an account is made by an invitation whose token never stands in an address', async () => {
    const { link } = (await coordinator.post('invitations')).body;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(link);
    await page.getByLabel('Name women see').fill('Colega');
    await page.getByLabel('E-mail address').fill('colleague@example.org');
    await page.getByLabel('Password').fill('short');
    await button('Make the account').click();
    await page.getByText('The password needs at least 12 characters.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await button('Make the account').click();
    await page.getByText('Nobody is waiting.').waitFor();
    const token = link.split('#setup=')[1];
    expect([...addresses.filter((address) => !address.includes('#')), page.url()].join()).not.toContain(token);
  });

  test('a case that comes appears and sounds by itself, is claimed, answered and handed back', async () => {
    await signIn();
    await page.evaluate(`
      globalThis.tones = [];
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when) { tones.push(this.type); return start.call(this, when); };`);
    const id = running.desk.open(1, { urgency: 'high', reason: 'danger', because: ['danger.now'] });
    await button(/Urgent/).click();
    expect(await page.evaluate('tones')).toContain('square');

    await button('Take this conversation').click();
    await page.getByLabel('Your answer').fill('Estoy aquí.\nSoy Coordinadora.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Coordinator').waitFor();
    expect(running.desk.linesOf(id)).toMatchObject([{ from: 'coordinator', text: 'Estoy aquí.\nSoy Coordinadora.' }]);

    running.desk.write(id, 'gracias');
    await page.getByText('gracias').waitFor();
    await button('Hand back to the bot').click();
    await page.getByText('Nobody is waiting.').waitFor();
  });

  test('what she writes is shown as letters and never runs', async () => {
    await signIn();
    complaints.length = 0;
    const id = running.desk.open(1);
    running.desk.write(id, ATTACK);
    running.desk.write(id, 'paypal\u202Egpj.exe');
    await button(/asked for a person/).click();
    await page.getByText(ATTACK).waitFor();
    await page.getByText('paypal[U+202E]gpj.exe').waitFor();
    expect(await page.locator('.transcript :is(img, script, a)').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
    expect(complaints).toEqual([]);
  });

  test('a draft waits for her while she looks at another case, and only in memory', async () => {
    for (const number of [1, 2]) await coordinator.post(`cases/${running.desk.open(number)}/claim`);
    await signIn();
    const cases = page.getByRole('button', { name: /with you/ });
    await cases.nth(0).click();
    await page.getByLabel('Your answer').fill('a draft');
    await cases.nth(1).click();
    expect(await page.getByLabel('Your answer').inputValue()).toBe('');
    await cases.nth(0).click();
    expect(await page.getByLabel('Your answer').inputValue()).toBe('a draft');
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  });

  describe('words whose answer got lost', () => {
    let id: string;
    const box = () => page.getByLabel('Your answer');
    const isEmpty = () => eventually(async () => (await box().inputValue()) === '');
    const said = () => running.desk.linesOf(id).map(({ text }) => text);
    /** The service takes the words, and its answer never reaches the page. */
    const loseAnswers = () =>
      page.route('**/reply', async (route) => {
        await route.fetch();
        await route.abort();
      });
    const blind = '**/api/cases/conversation*';

    beforeEach(async () => {
      id = running.desk.open(1);
      await coordinator.post(`cases/${id}/claim`);
      await signIn();
      await button(/with you/).click();
      await box().fill('Te leo.');
    });

    test('leave the box as soon as the page sees that they arrived', async () => {
      await loseAnswers();
      await button('Send').click();
      await isEmpty();
      expect(await page.getByText('Your words are still here').count()).toBe(0);
      await page.unroute('**/reply');
      await box().fill('Te leo.');
      await button('Send').click();
      await isEmpty();
      expect(said()).toEqual(['Te leo.', 'Te leo.']);
    });

    test.each([
      ['at once', []],
      ['after a new line', ['Enter']],
      ['after a letter that came and went', ['x', 'Backspace']],
    ])('wait in it where the page sees nothing, and leave once: sent again %s', async (_when, keys) => {
      await page.route(blind, (route) => route.abort());
      await loseAnswers();
      await button('Send').click();
      await page.getByText('Your words are still here').waitFor();
      expect(await box().inputValue()).toBe('Te leo.');
      await page.unroute('**/reply');
      for (const key of keys) await box().press(key);
      await button('Send').click();
      await isEmpty();
      expect(said()).toEqual(['Te leo.']);
    });

    test('leave once also where she looks at another case meanwhile, and comes back before the answer', async () => {
      await coordinator.post(`cases/${running.desk.open(2)}/claim`);
      const cases = page.getByRole('button', { name: /with you/ });
      await cases.nth(1).waitFor();
      const asItWas = (await coordinator.get(`cases/${id}`)).body;
      await page.route(`**/api/cases/${id}`, (route) => route.fulfill({ json: asItWas }));
      let answer = () => {};
      await page.route('**/reply', async (route) => {
        const response = await route.fetch();
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        await route.fulfill({ response });
      });
      await button('Send').click();
      await page.locator('#reply[readonly]').waitFor();
      await cases.nth(1).click();
      await cases.nth(0).click();
      await eventually(async () => (await box().inputValue()) === 'Te leo.');
      await eventually(() => said().length === 1);
      await page.unroute('**/reply');
      const lookedAgain = page.waitForRequest((request) => request.url().endsWith(`/cases/${id}`));
      answer();
      await lookedAgain;
      await button('Send').click();
      await isEmpty();
      expect(said()).toEqual(['Te leo.']);
    });
  });

  test('the end of WhatsApp’s 24 hours is shown, and then nothing can be sent', async () => {
    const id = running.desk.open(1);
    await coordinator.post(`cases/${id}/claim`);
    running.desk.endWindow(id, running.clock.at + 60 * 60_000);
    await signIn();
    await button(/with you/).click();
    await page.getByText(/WhatsApp lets us answer until/).waitFor();
    expect(await page.getByLabel('Your answer').count()).toBe(1);
    running.desk.endWindow(id, running.clock.at - 1);
    await page.getByText('WhatsApp no longer lets us answer.').waitFor();
    expect(await page.getByLabel('Your answer').count()).toBe(0);
  });

  test('what could not be sent is shown with its reason, sent again or refused, and then gone', async () => {
    const she = running.desk.open(1);
    const [late, lost] = [running.notSent.fail(she, { why: 'window' }), running.notSent.fail(she)];
    await signIn();
    await page.getByText('Not sent (2)').click();
    await page.getByText('No answer came from WhatsApp.').waitFor();
    await button('Send again').nth(1).click();
    await page.getByText('Not sent (1)').waitFor();
    expect(running.notSent.sentAgain).toEqual([lost]);
    await button('Send again').click();
    await page.getByText('WhatsApp lets us answer only within 24 hours').waitFor();
    expect(await barriers()).toEqual([]);
    await button('Done').click();
    await page.getByText('Not sent').waitFor({ state: 'detached' });
    expect(await running.notSent.list()).not.toContainEqual(expect.objectContaining({ id: late }));
  });

  test('Esc twice empties the screen at once, and what was there comes back', async () => {
    await signIn();
    running.desk.write(running.desk.open(1), 'something private');
    await button(/asked for a person/).click();
    await page.getByText('something private').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.locator('#app').textContent()).toBe('Show');
    expect(await page.title()).toBe('Console');
    await button('Show').click();
    await page.getByText('something private').waitFor();
  });

  test('being here is said by one choice, and the kill switch asks first', async () => {
    await signIn();
    await page.getByText('I am not here').click();
    await button('I am here for 2 h').click();
    await page.locator('summary', { hasText: /I am here until \d\d:\d\d/ }).waitFor();
    expect(await running.desk.present(running.clock.at)).toMatchObject([{ name: 'Coordinadora' }]);
    await button('Emergency answer only').click();
    expect(await running.desk.killSwitch()).toBe(false);
    await button('Yes, emergency answer only').click();
    await page.getByText('Every message now gets only the emergency answer.').waitFor();
    expect(await running.desk.killSwitch()).toBe(true);
    await button('Switch back to normal').click();
    await button('Emergency answer only').waitFor();
  });

  test('speaks four languages', async () => {
    await signIn();
    await page.getByText('Menu').click();
    for (const [tag, words] of [
      ['es', 'Nadie espera.'],
      ['fr', 'Personne n’attend.'],
      ['nl', 'Er wacht niemand.'],
    ] as const) {
      await page.locator('nav select').selectOption(tag);
      await page.getByText(words).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(tag);
    }
  });

  test.each(['light', 'dark'] as const)('has no barriers that axe finds, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${running.url}/console`);
    await page.getByLabel('Password').waitFor();
    expect(await barriers()).toEqual([]);
    await signIn();
    const id = running.desk.open(1, { urgency: 'high', unread: 2 });
    running.desk.open(2);
    running.desk.write(id, 'hola');
    await button(/Urgent/).click();
    await button('Take this conversation').click();
    await page.getByLabel('Your answer').waitFor();
    expect(await barriers()).toEqual([]);
    await page.getByText('Menu').click();
    expect(await barriers()).toEqual([]);
    await button('People').click();
    await page.getByText('coordinator@example.org').waitFor();
    expect(await barriers()).toEqual([]);
  });
});
