import type { IncomingMessage } from 'node:http';
import type { Request, Response, Server } from 'restify';
import type { Desk } from '../handoff/contract.js';
import type { NotSent } from '../handoff/notSent.js';
import type { Sealer } from '../sealing/contract.js';
import type { Store } from '../store/contract.js';
import { createAccounts } from './accounts.js';
import { type Audit, createAudit } from './audit.js';
import { caseRoutes } from './cases.js';
import { createLoginCookie } from './cookies.js';
import { createDelays } from './delays.js';
import { createEvents } from './events.js';
import { isBackground, type Log, requireOwnPage, SAFE_HEADERS, sendFailure, sendJson } from './http.js';
import { createLinks } from './links.js';
import { createLogins, type Login } from './logins.js';
import { mediaRoutes } from './media.js';
import { notSentRoutes } from './notSent.js';
import { mountPage } from './page.js';
import { Refused } from './refusals.js';
import { ANSWERED, type Call, type OpenMedia, type Parts, type Route } from './route.js';
import { signInRoutes } from './signIn.js';
import { staffRoutes } from './staff.js';
import { createVault } from './vault.js';

export interface ConsoleDependencies {
  desk: Desk;
  notSent: NotSent;
  store: Store;
  sealer: Sealer;
  /** The address people open, without a slash at its end. */
  baseUrl: string;
  /** True when that address is https. */
  secure: boolean;
  /** Where a request comes from, for delays. */
  addressOf: (request: IncomingMessage) => string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** So many random bytes. */
  random: (bytes: number) => Buffer;
  log: Log;
  /** Opens a file that she sent; without it there are none. */
  openMedia?: OpenMedia;
  /** A service's name as coordinators know it; without it they see its id. */
  serviceName?: (id: string) => string | undefined;
  /** Where the built page lies: index.html, console.js, base.css, console.css. */
  folder: string;
}

export interface Console {
  /** A one-time link for the first administrator, good for an hour; undefined once there is one. Replaces the earlier link. */
  firstAdministratorLink(): Promise<string | undefined>;
  audit: Audit;
  /** Ends the open event streams, so that the server can close. */
  close(): void;
}

function createParts(dependencies: ConsoleDependencies): Parts {
  const {
    desk,
    notSent,
    store,
    sealer,
    baseUrl,
    secure,
    addressOf,
    now,
    random,
    log,
    openMedia = async () => undefined,
    serviceName = () => undefined,
  } = dependencies;
  const vault = createVault(store, sealer);
  const accounts = createAccounts(vault, now, random);
  const links = createLinks({ vault, accounts, baseUrl, now, random });
  const logins = createLogins(vault, accounts, now, random);
  return {
    ...{ desk, notSent, vault, accounts, links, logins, baseUrl, secure, addressOf, now, log, openMedia, serviceName },
    cookie: createLoginCookie(secure),
    delays: createDelays(now),
    audit: createAudit(vault, now),
    events: createEvents(desk),
  };
}

/** Who calls, where the route needs to know. @throws Refused signed_out, idle, not_allowed */
async function requireLogin({ cookie, logins }: Parts, route: Route, request: Request): Promise<Login> {
  const reference = cookie.read(request);
  const byHand = route.needs !== 'hearing' && !isBackground(request);
  const login = reference && (await logins.check(reference, byHand));
  if (!login) throw new Refused('signed_out');
  if (login.idle && route.needs !== 'hearing') throw new Refused('idle');
  if (route.needs === 'administrator' && login.account.role !== 'administrator') throw new Refused('not_allowed');
  return login;
}

async function perform(parts: Parts, route: Route, request: Request, response: Response): Promise<unknown> {
  if (route.method !== 'get') requireOwnPage(request, parts.baseUrl);
  const call: Call = { request, response, params: (request.params ?? {}) as Record<string, string> };
  if (route.needs === 'nothing') return route.run(call);
  return route.run({ ...call, login: await requireLogin(parts, route, request) });
}

function mountRoute(server: Server, parts: Parts, route: Route): void {
  server[route.method](`/console/api/${route.path}`, async (request: Request, response: Response) => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    try {
      const answer = await perform(parts, route, request, response);
      if (answer !== ANSWERED) sendJson(response, answer === undefined ? 204 : 200, answer);
    } catch (failure) {
      sendFailure(request, response, failure, parts.log);
    }
  });
}

/** Serves the console's page and its API under /console. Bodies must still be unread when its handlers run. */
export function mountConsole(server: Server, dependencies: ConsoleDependencies): Console {
  const parts = createParts(dependencies);
  const routes = [
    ...signInRoutes(parts),
    ...staffRoutes(parts),
    ...caseRoutes(parts),
    ...mediaRoutes(parts),
    ...notSentRoutes(parts),
  ];
  for (const route of routes) mountRoute(server, parts, route);
  mountPage(server, dependencies);
  return {
    firstAdministratorLink: () => parts.links.first(),
    audit: parts.audit,
    close: () => parts.events.closeAll(),
  };
}
