import type { IncomingMessage } from 'node:http';
import type { DirectLineDeps } from './deps.js';
import { notFound, Refused } from './http.js';
import type { Grant } from './tokens.js';

/** Longer than any name of a host. */
const MAX_ORIGIN = 300;

type Deps = Pick<DirectLineDeps, 'tokens' | 'isOpen'>;

/** The token of the Authorization header, if there is one. */
export function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The web page that asks; undefined for a server, and where a browser leaves it out for a page of our own. */
export function originOf(request: IncomingMessage): string | undefined {
  const { origin } = request.headers;
  if (origin && origin.length > MAX_ORIGIN) throw new Refused(400, 'BadArgument', 'The Origin header is too long');
  return origin || undefined;
}

/**
 * What was granted may be used by this request.
 * @throws Refused 403 for a page of another origin, 404 once the conversation is closed or erased
 */
export async function admit(request: IncomingMessage, grant: Grant, deps: Pick<Deps, 'isOpen'>): Promise<Grant> {
  const origin = originOf(request);
  if (origin !== undefined && grant.origins && !grant.origins.includes(origin))
    throw new Refused(403, 'Forbidden', 'The token was made for another origin; make one from this page');
  if (!(await deps.isOpen(grant.conversationId))) throw notFound();
  return grant;
}

/** What the request's bearer token grants. @throws Refused 403 without a valid token, else as `admit` */
export async function authorize(request: IncomingMessage, deps: Deps): Promise<Grant> {
  const token = bearerOf(request);
  const grant = token === undefined ? undefined : await deps.tokens.verify(token);
  if (!grant) throw new Refused(403, 'TokenExpired', 'Token missing, invalid or expired');
  return admit(request, grant, deps);
}
