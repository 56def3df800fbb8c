import { parseArgs } from 'node:util';
import { startGraphStandIn } from '../channels/graph/index.js';
import { hasWhatsApp, type Settings } from '../config/settings.js';

/** Words that a service and the stand-in share when nothing else was set. */
const SHARED = {
  phoneNumberId: '100200300',
  accessToken: 'stand-in-token',
  appSecret: 'stand-in-secret',
  verifyToken: 'stand-in-word',
};

/** Runs the stand-in until it is stopped, and says which settings the service needs to talk to it. */
export async function graph(words: string[], settings: Settings): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { port: { type: 'string', default: '3979' }, webhook: { type: 'string' } },
  });
  const own = hasWhatsApp(settings) ? ownWords(settings) : SHARED;
  const webhookUrl = values.webhook ?? `http://localhost:${settings.PORT}/webhooks/whatsapp`;
  const standIn = await startGraphStandIn({ ...own, port: Number(values.port), webhookUrl });
  console.log(`A phone to type on: ${standIn.page}`);
  console.log(`Start the service with:\n  ${environment(own, standIn.url)} npm start`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await standIn.close();
  return 0;
}

function ownWords(settings: Settings): typeof SHARED {
  return {
    phoneNumberId: settings.WHATSAPP_PHONE_NUMBER_ID ?? '',
    accessToken: settings.WHATSAPP_ACCESS_TOKEN ?? '',
    appSecret: settings.WHATSAPP_APP_SECRET ?? '',
    verifyToken: settings.WHATSAPP_VERIFY_TOKEN ?? '',
  };
}

function environment(own: typeof SHARED, url: string): string {
  return [
    `WHATSAPP_PHONE_NUMBER_ID=${own.phoneNumberId}`,
    `WHATSAPP_ACCESS_TOKEN=${own.accessToken}`,
    `WHATSAPP_APP_SECRET=${own.appSecret}`,
    `WHATSAPP_VERIFY_TOKEN=${own.verifyToken}`,
    `WHATSAPP_GRAPH_URL=${url}`,
  ].join(' ');
}
