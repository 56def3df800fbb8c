import { join } from 'node:path';
import type { Server } from 'restify';
import type { App, Parts } from '../app.js';
import { createTokenIssuer, mountDirectLine, servePage } from '../channels/webchat/index.js';
import { createPost, createWhatsAppChannel, mountWhatsApp } from '../channels/whatsapp/index.js';
import { hasWhatsApp, type Settings } from '../config/settings.js';
import { mountConsole } from '../console/mount.js';
import { projectRoot } from '../parts.js';
import { leave } from '../privacy/leave.js';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';
import { conversationRef } from '../store/keys.js';
import { mountAudio } from './audio.js';
import type { Logger } from './log.js';

export interface DoorDeps {
  app: App;
  parts: Pick<Parts, 'directory' | 'shortNumbers' | 'recordings'>;
  store: Store;
  sealer: Sealer;
  settings: Settings;
  baseUrl: string;
  log: Logger;
  now: () => number;
  random: (bytes: number) => Buffer;
  /** Where the built pages lie. */
  webFolder: string;
}

/** Everything that can be reached from outside: the chat page, WhatsApp's webhook and the console. */
export function mountDoors(server: Server, deps: DoorDeps) {
  mountWebChat(server, deps);
  mountAudio(server, deps.parts.recordings);
  if (hasWhatsApp(deps.settings)) openWhatsApp(server, deps);
  const { app, store, sealer, baseUrl, now, random, log, webFolder } = deps;
  const secure = baseUrl.startsWith('https:');
  return mountConsole(server, {
    desk: app.desk,
    notSent: app.notSent,
    store,
    sealer,
    baseUrl,
    secure,
    now,
    random,
    log,
    folder: join(webFolder, 'console'),
    serviceName: (id) => deps.parts.directory.card(id, 'en', now())?.name,
  });
}

function mountWebChat(
  server: Server,
  { app, parts, sealer, settings, baseUrl, now, random, log, webFolder }: DoorDeps,
): void {
  const refOf = (identity: string) => conversationRef(sealer, 'webchat', identity);
  const { conversations, watchers } = app;
  const key = Buffer.from(sealer.lookup('webchat-tokens', 'key'), 'base64url');
  mountDirectLine(server, {
    accept: app.accept,
    transcript: async (identity, after, limit) => {
      const entries = await conversations.transcript(refOf(identity), after, limit);
      return entries && { entries };
    },
    watch: (identity, listener) => watchers.watch(refOf(identity).id, listener),
    close: (identity) => leave({ conversations, resume: app.turns.resumeSoon }, refOf(identity)),
    isOpen: async (identity) => !(await conversations.read(refOf(identity)))?.conversation.revoked,
    tokens: createTokenIssuer(key, now),
    now,
    random,
    secure: baseUrl.startsWith('https:'),
    onError: (error) => log.error({ err: error }, 'The web chat failed.'),
  });
  servePage(server, join(webFolder, 'chat'), {
    locales: join(projectRoot, 'locales'),
    name: settings.BOT_NAME,
    lines: parts.shortNumbers,
  });
}

function openWhatsApp(server: Server, { app, settings, log, now }: DoorDeps): void {
  const whatsapp = {
    phoneNumberId: settings.WHATSAPP_PHONE_NUMBER_ID ?? '',
    accessToken: settings.WHATSAPP_ACCESS_TOKEN ?? '',
    appSecret: settings.WHATSAPP_APP_SECRET ?? '',
    verifyToken: settings.WHATSAPP_VERIFY_TOKEN ?? '',
    graphUrl: settings.WHATSAPP_GRAPH_URL.replace(/\/+$/, ''),
  };
  mountWhatsApp(server, {
    settings: whatsapp,
    accept: app.accept,
    settle: (channel, one) => app.sender.settle(channel, one),
    log,
    now,
  });
  app.use(createWhatsAppChannel(whatsapp, { post: createPost(), log }));
}
