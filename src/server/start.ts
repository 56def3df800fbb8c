import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'restify';
import { type App, createApp, type Parts } from '../app.js';
import { hasWhatsApp, type Settings } from '../config/settings.js';
import { RumboError } from '../errors.js';
import { createAlerts } from '../handoff/alerts.js';
import { loadParts, projectRoot } from '../parts.js';
import { createNightly } from '../privacy/nightly.js';
import { createRandomPool } from '../sealing/randomPool.js';
import { createSealer } from '../sealing/sealer.js';
import { loadStoreKey } from '../sealing/storeKey.js';
import { ANSWER_MS } from '../store/inTime.js';
import { lockFolder } from '../store/lock.js';
import { openStore } from '../store/open.js';
import { mountDoors } from './doors.js';
import { mountHealth } from './health.js';
import { createHttp, followStreams } from './http.js';
import { createLog } from './log.js';
import { createMetrics, mountMetrics } from './metrics.js';

/** Until the service is ready nobody waits for an answer: a slow disk only makes the start longer. */
const START_PATIENCE_MS = 60_000;
/** How often it is looked for what is due. */
const SWEEP_MS = 1_000;
/** A stop waits so long for requests, turns and messages under way. */
const DRAIN_MS = 10_000;
/** Names that nobody can guess, in few letters: one stands in every session. */
const ID_BYTES = 12;

export interface StartOptions {
  /** Where the lines for whoever started it go. */
  print?: (line: string) => void;
  /** For measurements: the service with one of its parts replaced. */
  adjust?: (parts: Parts) => Parts;
}

export interface Running {
  url: string;
  stop(): Promise<void>;
}

/**
 * Builds the service, serves it and says where it is; the last line is `ready <url>`.
 * @throws RumboError port_taken, data_unwritable, data_in_use, flow_invalid, directory_invalid, store_…
 */
export async function startService(
  settings: Settings,
  { print = console.log, adjust = (parts) => parts }: StartOptions = {},
): Promise<Running> {
  const log = createLog(settings.LOG_LEVEL);
  const onError = (error: unknown) => log.error({ err: error }, 'Something failed.');
  const embedded = settings.REDIS_URL === undefined;
  const unlock = embedded ? await lockFolder(settings.DATA_DIR) : async () => {};
  const sealer = createSealer(
    loadStoreKey({ given: settings.STORE_KEY, folder: embedded ? settings.DATA_DIR : undefined }),
  );
  const now = () => Date.now();
  let ready = false;
  const patienceMs = () => (ready ? ANSWER_MS : START_PATIENCE_MS);
  const store = await openStore({ redisUrl: settings.REDIS_URL, folder: settings.DATA_DIR, now, sealer, patienceMs });
  const parts = adjust(await loadParts({ botName: settings.BOT_NAME, timeZone: settings.TIME_ZONE, store }));
  const server = createHttp(log, settings.PUBLIC_URL?.startsWith('https:'));
  const endStreams = followStreams(server);
  const url = await listen(server, settings);
  const baseUrl = (settings.PUBLIC_URL ?? url).replace(/\/+$/, '');
  const alerts = createAlerts({
    webhookUrl: settings.ALERT_WEBHOOK_URL,
    smtpUrl: settings.SMTP_URL,
    email: settings.ALERT_EMAIL,
    consoleUrl: `${baseUrl}/console`,
  });
  const metrics = settings.METRICS_TOKEN
    ? createMetrics({
        openCases: async () => (await app.desk.queue()).length,
        deadLetters: async () => (await app.notSent.list()).length,
      })
    : undefined;
  const nextId = createRandomPool(ID_BYTES);
  const newId = () => nextId().toString('base64url');
  const world = { store, sealer, now, random: Math.random, newId, alerts, onError, baseUrl, meter: metrics?.meter };
  const app: App = createApp(parts, world);
  const doors = mountDoors(server, {
    app,
    parts,
    store,
    sealer,
    settings,
    baseUrl,
    log,
    now,
    random: randomBytes,
    webFolder: join(projectRoot, 'dist/web'),
  });
  let stopping = false;
  mountHealth(server, { store, now, isStopping: () => stopping });
  if (metrics && settings.METRICS_TOKEN) mountMetrics(server, metrics, settings.METRICS_TOKEN);
  app.sweeper.start(SWEEP_MS);
  const nightly = createNightly({ store, now, timeZone: settings.TIME_ZONE, onError });
  nightly.start();

  print(`Chat     ${baseUrl}/`);
  print(`Console  ${baseUrl}/console`);
  if (hasWhatsApp(settings)) print(`WhatsApp ${baseUrl}/webhooks/whatsapp`);
  const link = await doors.firstAdministratorLink();
  if (link) print(`First administrator, one hour: ${link}`);
  ready = true;
  print(`ready ${url}`);

  const drained = async () => {
    await app.sweeper.stop();
    await nightly.stop();
    await closed(server, endStreams);
    await app.turns.idle();
    await app.sender.idle();
  };
  const stop = async () => {
    stopping = true;
    doors.close();
    // What is still under way then is in the store, and another process takes it up.
    await Promise.race([drained(), pause(DRAIN_MS, undefined, { ref: false })]);
    server.server.closeAllConnections();
    await store.close();
    await unlock();
  };
  return { url, stop };
}

/** @throws RumboError port_taken, settings_invalid */
async function listen(server: Server, { PORT, HOST }: Settings): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, HOST, PORT)));
    server.listen(PORT, HOST, () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return `http://${HOST === '0.0.0.0' ? 'localhost' : HOST}:${port}`;
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): RumboError {
  if (cause.code === 'EADDRINUSE') return new RumboError('port_taken', `Port ${port} on ${host} is taken.`, { cause });
  return new RumboError('settings_invalid', `HOST and PORT: ${host}:${port} cannot be opened (${cause.code}).`, {
    cause,
  });
}

async function closed(server: Server, endStreams: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    endStreams();
    server.server.closeIdleConnections();
  });
}
