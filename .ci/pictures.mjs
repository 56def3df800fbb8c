/** npm run pictures: takes the README's pictures anew, of the real pages of a real service on throw-away data. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { startGraphStandIn } from '../dist/src/channels/graph/index.js';

const root = new URL('..', import.meta.url).pathname;
const folder = join(root, '.github/pictures');
const PORT = 4978;
const url = `http://127.0.0.1:${PORT}`;
const words = { phoneNumberId: '100200300', accessToken: 'token', appSecret: 'secret', verifyToken: 'word' };
const standIn = await startGraphStandIn({ ...words, webhookUrl: `${url}/webhooks/whatsapp` });

const service = spawn(process.execPath, ['dist/src/index.js'], {
  cwd: root,
  env: {
    ...process.env,
    PORT: String(PORT),
    DATA_DIR: mkdtempSync(join(tmpdir(), 'rumbo-pictures-')),
    WHATSAPP_PHONE_NUMBER_ID: words.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: words.accessToken,
    WHATSAPP_APP_SECRET: words.appSecret,
    WHATSAPP_VERIFY_TOKEN: words.verifyToken,
    WHATSAPP_GRAPH_URL: standIn.url,
  },
});
let link = '';
for await (const line of createInterface({ input: service.stdout })) {
  link = /(http\S+#setup=\S+)/.exec(line)?.[1] ?? link;
  if (line.startsWith('ready ')) break;
}

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [...quiet, '--disable-component-update', '--disable-sync'],
});

async function page(width, height, address) {
  const opened = await (
    await browser.newContext({ viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1 })
  ).newPage();
  await opened.goto(address);
  return opened;
}

async function talk(chat, greeting, ...choices) {
  await chat.getByRole('button', { name: greeting, exact: true }).click();
  for (const name of choices) await chat.getByRole('button', { name, exact: true }).last().click({ timeout: 10_000 });
}

const label = (flow, step, tag) =>
  JSON.parse(readFileSync(join(root, `locales/nl/${flow}.json`), 'utf8'))[step].choices[tag];

const shoot = (opened, name) => opened.screenshot({ path: join(folder, `${name}.png`) });

try {
  for (const [width, height] of [
    [320, 640],
    [1280, 800],
  ]) {
    const spanish = await page(width, height, url);
    await talk(spanish, 'Hola');
    await spanish.getByRole('button', { name: 'Sí, puedo' }).waitFor();
    await shoot(spanish, `chat-es-${width}`);
    const dutch = await page(width, height, url);
    const said = [
      label('orientation', 'safe', 'yes'),
      label('orientation', 'need', 'housing'),
      label('housing', 'kind', 'soon'),
    ];
    await talk(dutch, 'Hallo', ...said, label('place', 'where', 'flanders'));
    await dutch.getByText('☎').first().waitFor();
    await shoot(dutch, `chat-nl-${width}`);
  }

  const phone = await page(390, 844, standIn.page);
  await phone.getByRole('textbox').last().fill('hola');
  await phone.keyboard.press('Enter');
  await phone.getByText('112').first().waitFor();
  await phone.getByRole('button', { name: 'Sí, puedo' }).click();
  await phone.getByText('¿Qué quieres ver primero?').waitFor();
  await shoot(phone, 'phone-390');

  const desk = await page(1280, 800, link);
  await desk.getByLabel(/name/i).first().fill('Coordination');
  await desk.getByLabel(/mail/i).first().fill('desk@example.org');
  for (const field of await desk.locator('input[type=password]').all()) await field.fill('a long picture password');
  await desk.keyboard.press('Enter');
  const woman = await page(390, 844, url);
  await talk(woman, 'Hola', 'Sí, puedo');
  await woman.getByRole('textbox').fill('quiero hablar con una persona');
  await woman.keyboard.press('Enter');
  await desk
    .getByRole('button', { name: /Spanish|Waiting|waiting/ })
    .first()
    .click({ timeout: 20_000 });
  await desk.waitForTimeout(500);
  await shoot(desk, 'console-1280');
} finally {
  await browser.close();
  service.kill();
  await standIn.close();
}
