import type { IncomingMessage } from 'node:http';
import { authorize, bearerOf } from './access.js';
import { beginConversation } from './begin.js';
import type { DirectLineDeps } from './deps.js';
import { forgottenCookie, handleCookie, isSameOrigin, readHandle } from './handle.js';
import { CORS_HEADERS, notFound, queryOf, Refused, type Reply, readBody, toReply } from './http.js';
import { randomId } from './incoming.js';
import { readWatermark } from './outgoing.js';
import { originsFor, readTokenRequest } from './tokenRequest.js';
import type { Grant } from './tokens.js';
import { readWishes, type Wishes } from './wishes.js';

/** Longest token read from a body, in bytes. */
const MAX_TOKEN = 4096;

type Deps = DirectLineDeps;

/** Beside the token: what a reload goes on by, and where the stream is. */
interface Beside {
  handle?: string;
  streamUrl?: string;
  headers?: Record<string, string>;
}

async function tokenReply(deps: Deps, status: number, grant: Grant, beside: Beside = {}): Promise<Reply> {
  const { token, expiresIn } = await deps.tokens.issue(grant);
  const { headers, ...more } = beside;
  const body = { conversationId: grant.conversationId, token, expires_in: expiresIn, ...more };
  return { status, body, headers: { ...CORS_HEADERS, ...headers } };
}

/** Where the stream is opened within a minute, once, and goes on after the watermark. */
async function streamUrl(request: IncomingMessage, grant: Grant, deps: Deps): Promise<{ streamUrl: string }> {
  const base = deps.publicUrl ?? `${deps.secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
  const ticket = await deps.tokens.issueTicket(grant, randomId(deps.random));
  const query = `watermark=${readWatermark(queryOf(request, 'watermark'))}&t=${ticket}`;
  const path = `/v3/directline/conversations/${grant.conversationId}/stream`;
  return { streamUrl: `${base.replace(/^http/, 'ws')}${path}?${query}` };
}

/** A cookie for our own page; a handle, and no cookie any more, for one that keeps it itself. */
async function remember(deps: Deps, request: IncomingMessage, id: string, { embed }: Wishes): Promise<Beside> {
  if (!isSameOrigin(request)) return {};
  const handle = await deps.tokens.issueHandle(id);
  return embed ? { handle, headers: forgottenCookie(deps.secure) } : { headers: handleCookie(handle, deps.secure) };
}

async function conversationOfHandle(request: IncomingMessage, deps: Deps, given?: string): Promise<string | undefined> {
  const handle = given ?? (isSameOrigin(request) ? readHandle(request) : undefined);
  const found = handle === undefined ? undefined : await deps.tokens.verifyHandle(handle);
  return found && (await deps.isOpen(found.conversationId)) ? found.conversationId : undefined;
}

export const newGrant = (request: IncomingMessage, deps: Deps): Grant => ({
  conversationId: randomId(deps.random),
  ...originsFor(request),
});

/** What a token grants goes on; one that a server asked for without naming an origin is bound by the first page. */
const prolonged = async (request: IncomingMessage, deps: Deps): Promise<Grant> => ({
  ...originsFor(request),
  ...(await authorize(request, deps)),
});

/** A new conversation, or the one of the token given. Nothing is stored until she writes, which may be with this request. @throws Refused 429 */
export async function openConversation(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const given = request.headers.authorization !== undefined;
  const grant = given ? await prolonged(request, deps) : newGrant(request, deps);
  const wishes = await readWishes(request);
  if (!given) countBeginning(request, deps, String(wishes.begin?.activity['text'] ?? ''));
  const open = (begun: Grant) => opened(request, deps, begun, wishes);
  return wishes.begin && !given ? beginConversation(request, deps, wishes.begin, open) : open(grant);
}

/** @param text her first words, where they come along @throws Refused 429 */
function countBeginning(request: IncomingMessage, deps: Deps, text = ''): void {
  if (!deps.mayBegin(request, text))
    throw new Refused(429, 'TooManyRequests', 'Many conversations begin from there just now. Try again soon.');
}

/** A token for a conversation that its bearer begins later. @throws Refused 400, 429 */
export async function generateToken(request: IncomingMessage, deps: Deps): Promise<Reply> {
  countBeginning(request, deps);
  return tokenReply(deps, 200, { conversationId: randomId(deps.random), ...(await readTokenRequest(request)) });
}

/** A fresh token for the conversation of one that is still valid. @throws Refused */
export async function refreshToken(request: IncomingMessage, deps: Deps): Promise<Reply> {
  return tokenReply(deps, 200, await prolonged(request, deps));
}

/** A fresh token, and where the stream goes on after the watermark that the client read last. @throws Refused */
export async function reconnect(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const grant = await prolonged(request, deps);
  return tokenReply(deps, 200, grant, await streamUrl(request, grant, deps));
}

/** After a reload the cookie or handle buys a token, as long as the conversation is open; else the browser forgets it. */
export async function resume(request: IncomingMessage, deps: Deps): Promise<Reply> {
  const wishes = await readWishes(request);
  const id = await conversationOfHandle(request, deps, wishes.handle);
  if (id === undefined) return { ...toReply(notFound()), headers: forgottenCookie(deps.secure) };
  return tokenReply(
    deps,
    200,
    { conversationId: id, ...originsFor(request) },
    await remember(deps, request, id, wishes),
  );
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

/** The answer to whoever begins a conversation: its token, what a reload goes on by, and where its stream is. */
export async function opened(request: IncomingMessage, deps: Deps, grant: Grant, wishes: Wishes): Promise<Reply> {
  const remembered = await remember(deps, request, grant.conversationId, wishes);
  return tokenReply(deps, 201, grant, { ...remembered, ...(await streamUrl(request, grant, deps)) });
}
