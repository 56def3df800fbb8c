import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createAlerts } from '../../src/handoff/alerts.js';
import type { Case } from '../../src/handoff/contract.js';

const consoleUrl = 'https://chat.example.org/console';
/** All that a case knows; nothing of it may leave but how urgent it is. */
const kase = (urgency: Case['urgency']) =>
  ({
    urgency,
    ref: { tag: '{s0001}', id: 'AAAAAAAAAAAAAAAAAAAAAA' },
    channel: 'whatsapp',
    language: 'es',
    region: 'antwerp',
    needs: ['housing'],
    danger: 'immediate',
    because: ['matar'],
  }) as unknown as Case;

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** @returns its address, and what was posted there */
async function startWebhook(status = 200): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    bodies.push(body);
    response.statusCode = status;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
}

/** @returns its address, and the mails that it took */
async function startMailServer(): Promise<{ url: string; mails: { to: string[]; text: string }[] }> {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData: async (stream, { envelope }, done) => {
      let text = '';
      for await (const part of stream) text += part;
      // A long line travels in pieces.
      mails.push({ to: envelope.rcptTo.map(({ address }) => address), text: text.replaceAll('=\r\n', '') });
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  ends.push(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

test('a webhook hears that somebody waits and how urgently, and nothing else', async () => {
  const { url, bodies } = await startWebhook();
  const { webhook } = createAlerts({ webhookUrl: url, consoleUrl });
  await webhook?.(kase('normal'));
  await webhook?.(kase('high'));
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    { text: `A conversation is waiting for a person. ${consoleUrl}` },
    { text: `Urgent: a conversation is waiting for a person. ${consoleUrl}` },
  ]);
});

test('a mail says the same, to the address of the settings', async () => {
  const { url, mails } = await startMailServer();
  const { mail } = createAlerts({ smtpUrl: url, email: 'guardia@example.org', consoleUrl });
  await mail?.(kase('high'));
  expect(mails).toMatchObject([{ to: ['guardia@example.org'] }]);
  expect(mails[0]?.text).toContain('Subject: A conversation is waiting');
  expect(mails[0]?.text).toContain(`Urgent: a conversation is waiting for a person. ${consoleUrl}`);
});

test('what did not arrive is an error', async () => {
  const { url } = await startWebhook(500);
  const { webhook, mail } = createAlerts({
    webhookUrl: url,
    smtpUrl: 'smtp://127.0.0.1:1',
    email: 'a@b.c',
    consoleUrl,
  });
  await expect(webhook?.(kase('high'))).rejects.toThrow('500');
  await expect(mail?.(kase('high'))).rejects.toThrow();
});

test('only what is set up is there', () => {
  expect(Object.keys(createAlerts({ consoleUrl }))).toEqual([]);
  expect(Object.keys(createAlerts({ webhookUrl: 'http://x/', consoleUrl }))).toEqual(['webhook']);
});
