import restify from 'restify';
import type { Accept, Incoming, Settlement } from '../../../src/channels/contract.js';
import { signatureOf } from '../../../src/channels/graph/webhook.js';
import { mountWhatsApp, type WhatsAppDeps } from '../../../src/channels/whatsapp/mountWhatsApp.js';

export const SETTINGS = {
  phoneNumberId: '100200300',
  accessToken: 'access-token',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  graphUrl: 'http://127.0.0.1:9',
};

/** Monday 12 January 2026, 10:00 UTC. */
export const NOW = Date.UTC(2026, 0, 12, 10);
export const NOW_SECONDS = String(NOW / 1000);

export interface WebhookServer {
  url: string;
  incoming: Incoming[];
  settlements: Settlement[];
  /** Everything that was logged. */
  logged: unknown[];
  close(): Promise<void>;
}

interface Closable {
  close(): Promise<void>;
}

const open: Closable[] = [];

/** Remembers what `closeAll` must close, also when the test fails. */
export function closing<T extends Closable>(server: T): T {
  open.push(server);
  return server;
}

export async function closeAll(): Promise<void> {
  for (const server of open.splice(0).reverse()) await server.close();
}

/** A real server with the webhook on it, which collects what it takes over. */
export async function startWebhook(overrides: Partial<WhatsAppDeps> = {}): Promise<WebhookServer> {
  const incoming: Incoming[] = [];
  const settlements: Settlement[] = [];
  const logged: unknown[] = [];
  const collect: Accept = async (_channel, message) => {
    incoming.push(message);
    return 'accepted';
  };
  const write = (fields: object, message: string) => logged.push({ ...fields, message });
  const server = restify.createServer();
  // The worst neighbour: a body parser for everything.
  server.use(restify.plugins.bodyParser());
  mountWhatsApp(server, {
    settings: SETTINGS,
    accept: collect,
    settle: async (_channel, settlement) => void settlements.push(settlement),
    log: { info: write, warn: write, error: write },
    now: () => NOW,
    ...overrides,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return closing({
    url: `http://127.0.0.1:${server.address().port}/webhooks/whatsapp`,
    incoming,
    settlements,
    logged,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.server.closeAllConnections();
      }),
  });
}

/** Posts bytes with their right signature, or with the headers given. */
export function post(url: string, body: string | Buffer, headers?: Record<string, string>): Promise<Response> {
  const signature = headers ?? { 'x-hub-signature-256': signatureOf(SETTINGS.appSecret, body) };
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}

/** A webhook body around one value. */
export const payload = (value: object, phoneNumberId = SETTINGS.phoneNumberId): object => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, ...value },
        },
      ],
    },
  ],
});

/** A message of a number that belongs to nobody. */
export const message = (content: object): Record<string, unknown> => ({
  from: '32470000001',
  id: 'wamid.1',
  timestamp: NOW_SECONDS,
  ...content,
});
