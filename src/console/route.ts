import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Coordinator, Desk } from '../handoff/contract.js';
import type { NotSent } from '../handoff/notSent.js';
import type { OpenedMedia } from '../media/contract.js';
import type { Accounts } from './accounts.js';
import type { Audit } from './audit.js';
import type { LoginCookie } from './cookies.js';
import type { Delays } from './delays.js';
import type { Events } from './events.js';
import type { Log } from './http.js';
import type { Links } from './links.js';
import type { Login, Logins } from './logins.js';
import type { Vault } from './vault.js';

/** The file that a line of a case came with; undefined where there is none. */
export type OpenMedia = (conversationId: string, line: number) => Promise<OpenedMedia | undefined>;

/** Everything the routes stand on; made once. */
export interface Parts {
  desk: Desk;
  notSent: NotSent;
  vault: Vault;
  accounts: Accounts;
  links: Links;
  logins: Logins;
  cookie: LoginCookie;
  delays: Delays;
  audit: Audit;
  events: Events;
  baseUrl: string;
  secure: boolean;
  addressOf: (request: IncomingMessage) => string;
  now: () => number;
  openMedia: OpenMedia;
  serviceName: (id: string) => string | undefined;
  log: Log;
}

/** Who may call: anybody; a login, even an idle one; a login in use; an administrator's. */
export type Needs = 'nothing' | 'hearing' | 'login' | 'administrator';

export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  params: Record<string, string>;
}
export type OpenRoute = RouteOf<'nothing', Call>;
export type ClosedRoute = RouteOf<Exclude<Needs, 'nothing'>, ClosedCall>;
export type Route = OpenRoute | ClosedRoute;

/** A call of somebody who is signed in. */
export type ClosedCall = Call & { login: Login };

export const whoIs = ({ login }: ClosedCall): Coordinator => ({ id: login.account.id, name: login.account.name });

interface RouteOf<N extends Needs, C extends Call> {
  method: 'get' | 'post' | 'put';
  /** Below /console/api/. */
  path: string;
  needs: N;
  /** @returns what is answered as JSON (undefined: no content), or `ANSWERED` where it wrote itself */
  run(call: C): Promise<unknown>;
}

export const ANSWERED = Symbol('answered');
