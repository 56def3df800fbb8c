import type { IncomingMessage } from 'node:http';
import { authorize, bearerOf } from './access.js';
import type { DirectLineDeps } from './deps.js';
import { forgottenCookie, handleCookie, isSameOrigin, readHandle } from './handle.js';
import { CORS_HEADERS, notFound, Refused, type Reply, readBody, toReply } from './http.js';
import { randomId } from './incoming.js';

/** Longest token read from a body, in bytes. */
const MAX_TOKEN = 4096;

type Deps = DirectLineDeps;

export async function tokenReply(deps: Deps, status: number, conversationId: string, headers = {}): Promise<Reply> {
  const { token, expiresIn } = await deps.tokens.issue(conversationId);
  return { status, body: { conversationId, token, expires_in: expiresIn }, headers: { ...CORS_HEADERS, ...headers } };
}

export async function cookieFor(deps: Deps, request: IncomingMessage, id: string): Promise<Record<string, string>> {
  return isSameOrigin(request) ? handleCookie(await deps.tokens.issueHandle(id), deps.secure) : {};
}

async function conversationOfHandle(request: IncomingMessage, deps: Deps): Promise<string | undefined> {
  const handle = isSameOrigin(request) ? readHandle(request) : undefined;
  const found = handle === undefined ? undefined : await deps.tokens.verifyHandle(handle);
  return found && (await deps.isOpen(found.conversationId)) ? found.conversationId : undefined;
}

/** A new conversation, or the one of the token given. Nothing is stored until she writes. */
export async function openConversation(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const given = request.headers.authorization !== undefined;
  const id = given ? await authorize(request, deps) : randomId(deps.random);
  return tokenReply(deps, 201, id, await cookieFor(deps, request, id));
}

export async function generateToken(_: IncomingMessage, deps: Deps): Promise<Reply> {
  return tokenReply(deps, 200, randomId(deps.random));
}

/** A fresh token for the conversation of one that is still valid. @throws Refused */
export async function refreshToken(request: IncomingMessage, deps: Deps): Promise<Reply> {
  return tokenReply(deps, 200, await authorize(request, deps));
}

/** After a reload the cookie buys a token, as long as the conversation is open; else the browser forgets it. */
export async function resume(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const id = await conversationOfHandle(request, deps);
  if (id === undefined) return { ...toReply(notFound()), headers: forgottenCookie(deps.secure) };
  return tokenReply(deps, 200, id, await cookieFor(deps, request, id));
}

/**
 * Quick exit. A page on its way out cannot set headers (beacon), so its token may come as the body; and where that
 * token is too old by now, the cookie stands for it: leaving must not fail because she left the page open.
 */
export async function leave(request: IncomingMessage, conversationId: string, deps: Deps): Promise<Reply> {
  const token = bearerOf(request) ?? (await readBody(request, MAX_TOKEN)).toString('latin1');
  const own = (await deps.tokens.verify(token))?.conversationId ?? (await conversationOfHandle(request, deps));
  const headers = { ...CORS_HEADERS, ...forgottenCookie(deps.secure) };
  if (own === undefined) return { ...toReply(new Refused(403, 'TokenExpired', 'Token invalid or expired')), headers };
  if (own !== conversationId) throw notFound();
  await deps.close(own);
  return { status: 204, headers };
}
