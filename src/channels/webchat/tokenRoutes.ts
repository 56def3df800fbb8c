import type { IncomingMessage } from 'node:http';
import { authorize, bearerOf } from './access.js';
import type { DirectLineDeps } from './deps.js';
import { forgottenCookie, handleCookie, isSameOrigin, readHandle } from './handle.js';
import { CORS_HEADERS, notFound, Refused, type Reply, readBody, toReply } from './http.js';
import { randomId } from './incoming.js';
import { readWishes, type Wishes } from './wishes.js';

/** Longest token read from a body, in bytes. */
const MAX_TOKEN = 4096;

type Deps = DirectLineDeps;

/** Beside the token: what a reload goes on by. */
interface Remembered {
  handle?: string;
  headers?: Record<string, string>;
}

async function tokenReply(deps: Deps, status: number, conversationId: string, more: Remembered = {}): Promise<Reply> {
  const { token, expiresIn } = await deps.tokens.issue(conversationId);
  const body = { conversationId, token, expires_in: expiresIn, ...(more.handle && { handle: more.handle }) };
  return { status, body, headers: { ...CORS_HEADERS, ...more.headers } };
}

/** A cookie for our own page; a handle, and no cookie any more, for one that keeps it itself. */
async function remember(deps: Deps, request: IncomingMessage, id: string, { embed }: Wishes): Promise<Remembered> {
  if (!isSameOrigin(request)) return {};
  const handle = await deps.tokens.issueHandle(id);
  return embed ? { handle, headers: forgottenCookie(deps.secure) } : { headers: handleCookie(handle, deps.secure) };
}

async function conversationOfHandle(request: IncomingMessage, deps: Deps, given?: string): Promise<string | undefined> {
  const handle = given ?? (isSameOrigin(request) ? readHandle(request) : undefined);
  const found = handle === undefined ? undefined : await deps.tokens.verifyHandle(handle);
  return found && (await deps.isOpen(found.conversationId)) ? found.conversationId : undefined;
}

/** A new conversation, or the one of the token given. Nothing is stored until she writes. */
export async function openConversation(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const given = request.headers.authorization !== undefined;
  const id = given ? await authorize(request, deps) : randomId(deps.random);
  return tokenReply(deps, 201, id, await remember(deps, request, id, await readWishes(request)));
}

export async function generateToken(_: IncomingMessage, deps: Deps): Promise<Reply> {
  return tokenReply(deps, 200, randomId(deps.random));
}

/** A fresh token for the conversation of one that is still valid. @throws Refused */
export async function refreshToken(request: IncomingMessage, deps: Deps): Promise<Reply> {
  return tokenReply(deps, 200, await authorize(request, deps));
}

/** After a reload the cookie or handle buys a token, as long as the conversation is open; else the browser forgets it. */
export async function resume(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const wishes = await readWishes(request);
  const id = await conversationOfHandle(request, deps, wishes.handle);
  if (id === undefined) return { ...toReply(notFound()), headers: forgottenCookie(deps.secure) };
  return tokenReply(deps, 200, id, await remember(deps, request, id, wishes));
}

/**
 * Quick exit. A page on its way out cannot set headers (beacon), so its token may come as the body; and where that
 * token is too old by now, the cookie stands for it, or a handle in its place: leaving must not fail because she left
 * the page open.
 */
export async function leave(request: IncomingMessage, conversationId: string, deps: Deps): Promise<Reply> {
  const token = bearerOf(request) ?? (await readBody(request, MAX_TOKEN)).toString('latin1');
  const proof = (await deps.tokens.verify(token)) ?? (await deps.tokens.verifyHandle(token));
  const own = proof?.conversationId ?? (await conversationOfHandle(request, deps));
  const headers = { ...CORS_HEADERS, ...forgottenCookie(deps.secure) };
  if (own === undefined) return { ...toReply(new Refused(403, 'TokenExpired', 'Token invalid or expired')), headers };
  if (own !== conversationId) throw notFound();
  await deps.close(own);
  return { status: 204, headers };
}
