import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Server } from 'restify';
import type { App, Parts } from '../app.js';
import { codeFor, isOpenedBy } from '../bot/moveAway.js';
import {
  createAuthenticate,
  createBotFrameworkChannel,
  createKeySource,
  createTokenSource,
  mountBotFramework,
  readJson,
} from '../channels/botframework/index.js';
import { createPost } from '../channels/http/post.js';
import { createTokenIssuer, mountDirectLine, servePage, TICKET_KEPT_MS } from '../channels/webchat/index.js';
import { acceptByName, createMediaFetch, createWhatsAppChannel, mountWhatsApp } from '../channels/whatsapp/index.js';
import { hasBotFramework, hasWhatsApp, type Settings } from '../config/settings.js';
import { mountConsole } from '../console/mount.js';
import { createCaseMedia, type FetchMedia } from '../media/caseMedia.js';
import { MAX_MEDIA_BYTES } from '../media/kinds.js';
import { projectRoot } from '../parts.js';
import { readKeepCode } from '../privacy/keepCodes.js';
import { leave, revoke } from '../privacy/leave.js';
import { type Measure, Tries } from '../privacy/tries.js';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';
import { type ConversationRef, conversationRef } from '../store/keys.js';
import { useOnce } from '../store/useOnce.js';
import { mountAudio } from './audio.js';
import { type Callers, createCallers } from './callers.js';
import type { Logger } from './log.js';

/**
 * Conversations that may begin in a minute. A whole reception centre is one address: only what no such house does is
 * refused, and the page tries again by itself.
 */
const BEGINNINGS: Measure = { ofOne: 300, ofAll: 6_000 };

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

/** Everything that can be reached from outside: the chat page, the channels' webhooks and the console. */
export function mountDoors(server: Server, deps: DoorDeps) {
  const callers = createCallers(deps.settings.TRUSTED_PROXIES);
  const webchat = mountWebChat(server, deps, callers);
  mountAudio(server, deps.parts.recordings);
  const fetchMedia = hasWhatsApp(deps.settings) ? openWhatsApp(server, deps) : undefined;
  if (hasBotFramework(deps.settings)) openBotFramework(server, deps);
  const { app, store, sealer, baseUrl, now, random, log, webFolder } = deps;
  const secure = baseUrl.startsWith('https:');
  const console = mountConsole(server, {
    desk: app.desk,
    notSent: app.notSent,
    store,
    sealer,
    baseUrl,
    secure,
    addressOf: callers.addressOf,
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
  const close = () => {
    webchat.close();
    console.close();
  };
  return { ...console, close };
}

function mountWebChat(
  server: Server,
  { app, parts, store, sealer, settings, baseUrl, now, random, log, webFolder }: DoorDeps,
  callers: Callers,
): { close(): void } {
  const refOf = (identity: string) => conversationRef(sealer, 'webchat', identity);
  const { conversations, watchers } = app;
  const begun = new Tries(now, BEGINNINGS);
  const key = Buffer.from(sealer.lookup('webchat-tokens', 'key'), 'base64url');
  servePage(server, webFolder, {
    locales: join(projectRoot, 'locales'),
    name: settings.BOT_NAME,
    lines: parts.shortNumbers,
    ...(settings.CHAT_FRAME_ANCESTORS && { frameAncestors: settings.CHAT_FRAME_ANCESTORS }),
    ...(settings.WHATSAPP_NUMBER && { whatsappUrl: `https://wa.me/${settings.WHATSAPP_NUMBER}` }),
  });
  return mountDirectLine(server, {
    accept: app.accept,
    transcript: async (identity, after, limit) => {
      const news = await conversations.news(refOf(identity), after, limit);
      return news && { entries: news.lines, isOpen: !news.isRevoked };
    },
    watch: (identity, listener) => watchers.watch(refOf(identity).id, listener),
    async close(identity) {
      const ref = refOf(identity);
      await leave({ conversations, resume: app.turns.resumeSoon }, ref);
      // Streams end now, not at their next sign of life.
      watchers.notify(ref.id);
    },
    isOpen: async (identity) => !(await conversations.isRevoked(refOf(identity))),
    mayBegin: (who, text) => callers.isFromHere(who) || begun.may(callers.addressOf(who)) || app.isUrgent(text),
    tokens: createTokenIssuer(key, now),
    useTicket: (id) => useOnce(store, `ticket:${id}`, TICKET_KEPT_MS),
    keep: keepDeps(app, refOf, { now, random, callers }),
    now,
    random,
    secure: baseUrl.startsWith('https:'),
    ...(settings.PUBLIC_URL && { publicUrl: baseUrl }),
    onError: (error) => log.error({ err: error }, 'The web chat failed.'),
    ...keeping(app, refOf),
  });
}

function keepDeps(
  { conversations, keepCodes }: App,
  refOf: (identity: string) => ConversationRef,
  { now, random, callers }: Pick<DoorDeps, 'now' | 'random'> & { callers: Callers },
) {
  // Apart, so that who makes codes does not use up the tries of who types one, and the other way round.
  const tries = { make: new Tries(now), guess: new Tries(now) };
  return {
    make: (identity: string) => codeFor({ conversations, keepCodes }, refOf(identity), random),
    async isKnown(text: string) {
      const read = readKeepCode(text);
      const kept = read && (await keepCodes.find(read.code));
      return kept !== undefined && isOpenedBy(conversations, kept);
    },
    may: (what: 'make' | 'guess', who: IncomingMessage) => tries[what].may(callers.addressOf(who)),
  };
}

/** Files that the page uploads lie with the conversation, like those of WhatsApp. */
const keeping = ({ shelf }: App, refOf: (identity: string) => ReturnType<typeof conversationRef>) => ({
  keepMedia: (identity: string, bytes: Buffer, declaredType: string, id: string) =>
    shelf.keep(refOf(identity), bytes, declaredType, id),
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
  const accept = acceptByName({
    aliases: app.aliases,
    revoke: (identity) => revoke(leaving, conversationRef(sealer, 'whatsapp', identity)),
    accept: app.accept,
  });
  mountWhatsApp(server, {
    settings: whatsapp,
    accept,
    settle: (channel, one) => app.sender.settle(channel, one),
    log,
    now,
  });
  const readReceipts = settings.WHATSAPP_READ_RECEIPTS === 'on';
  app.use(createWhatsAppChannel(whatsapp, { post: createPost(), log, readReceipts }));
  return createMediaFetch({ settings: whatsapp, maxBytes: MAX_MEDIA_BYTES });
}

function openBotFramework(server: Server, { app, settings, log, now }: DoorDeps): void {
  const tenantId = settings.MicrosoftAppType === 'SingleTenant' ? settings.MicrosoftAppTenantId : undefined;
  const botFramework = {
    appId: settings.MicrosoftAppId ?? '',
    password: settings.MicrosoftAppPassword ?? '',
    ...(tenantId && { tenantId }),
    serviceUrls: settings.BOT_SERVICE_URLS,
    issuer: settings.ToBotFromChannelTokenIssuer,
    metadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl,
    emulatorMetadataUrl: settings.ToBotFromEmulatorOpenIdMetadataUrl,
    loginUrl:
      settings.ToChannelFromBotLoginUrl?.replace(/\/+$/, '') ??
      `https://login.microsoftonline.com/${tenantId ?? 'botframework.com'}`,
  };
  const keysOf = (url: string) => createKeySource(url, { readJson, now });
  const authenticate = createAuthenticate({ settings: botFramework, keysOf, now });
  mountBotFramework(server, { authenticate, accept: app.accept, log, now });
  const post = createPost();
  app.use(createBotFrameworkChannel(botFramework, { post, token: createTokenSource(botFramework, post, now), log }));
}
