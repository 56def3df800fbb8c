import { join } from 'node:path';
import type { Server } from 'restify';
import type { App, Parts } from '../app.js';
import { createTokenIssuer, mountDirectLine, servePage } from '../channels/webchat/index.js';
import {
  createIdentify,
  createMediaFetch,
  createPost,
  createWhatsAppChannel,
  mountWhatsApp,
} from '../channels/whatsapp/index.js';
import { hasWhatsApp, type Settings } from '../config/settings.js';
import { mountConsole } from '../console/mount.js';
import { createCaseMedia, type FetchMedia } from '../media/caseMedia.js';
import { MAX_MEDIA_BYTES } from '../media/kinds.js';
import { projectRoot } from '../parts.js';
import { leave, revoke } from '../privacy/leave.js';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';
import { conversationRef } from '../store/keys.js';
import type { Logger } from './log.js';

export interface DoorDeps {
  app: App;
  parts: Pick<Parts, 'directory' | 'shortNumbers'>;
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
  const fetchMedia = hasWhatsApp(deps.settings) ? openWhatsApp(server, deps) : undefined;
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
    openMedia: createCaseMedia({
      ...app,
      fetchFrom: (channel) => (channel === 'whatsapp' ? fetchMedia : undefined),
    }),
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
    ...keeping(app, refOf),
  });
  servePage(server, join(webFolder, 'chat'), {
    locales: join(projectRoot, 'locales'),
    name: settings.BOT_NAME,
    lines: parts.shortNumbers,
  });
}

/** Files that the page uploads lie with the conversation, like those of WhatsApp. */
const keeping = ({ shelf }: App, refOf: (identity: string) => ReturnType<typeof conversationRef>) => ({
  keepMedia: (identity: string, bytes: Buffer, declaredType: string) =>
    shelf.keep(refOf(identity), bytes, declaredType),
});

/** @returns how to bring a file that she sent */
function openWhatsApp(server: Server, { app, sealer, settings, log, now }: DoorDeps): FetchMedia {
  const whatsapp = {
    phoneNumberId: settings.WHATSAPP_PHONE_NUMBER_ID ?? '',
    accessToken: settings.WHATSAPP_ACCESS_TOKEN ?? '',
    appSecret: settings.WHATSAPP_APP_SECRET ?? '',
    verifyToken: settings.WHATSAPP_VERIFY_TOKEN ?? '',
    graphUrl: settings.WHATSAPP_GRAPH_URL.replace(/\/+$/, ''),
  };
  const leaving = { conversations: app.conversations, resume: app.turns.resumeSoon };
  const identify = createIdentify({
    aliases: app.aliases,
    revoke: (identity) => revoke(leaving, conversationRef(sealer, 'whatsapp', identity)),
  });
  mountWhatsApp(server, {
    settings: whatsapp,
    accept: async (channel, incoming) => app.accept(channel, await identify(incoming)),
    settle: (channel, one) => app.sender.settle(channel, one),
    log,
    now,
  });
  app.use(createWhatsAppChannel(whatsapp, { post: createPost(), log }));
  return createMediaFetch({ settings: whatsapp, maxBytes: MAX_MEDIA_BYTES });
}
