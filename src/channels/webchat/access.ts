import type { IncomingMessage } from 'node:http';
import type { DirectLineDeps } from './deps.js';
import { notFound, Refused } from './http.js';

type Deps = Pick<DirectLineDeps, 'tokens' | 'isOpen'>;

/** The token of the Authorization header, if there is one. */
export function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * The conversation of the request's bearer token.
 * @throws Refused 403 without a valid token, 404 once the conversation is closed or erased
 */
export async function authorize(request: IncomingMessage, deps: Deps): Promise<string> {
  const token = bearerOf(request);
  const verified = token === undefined ? undefined : await deps.tokens.verify(token);
  if (!verified) throw new Refused(403, 'TokenExpired', 'Token missing, invalid or expired');
  if (!(await deps.isOpen(verified.conversationId))) throw notFound();
  return verified.conversationId;
}
