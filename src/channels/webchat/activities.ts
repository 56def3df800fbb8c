import type { Request, Response } from 'restify';
import type { Incoming } from '../contract.js';
import { authorize } from './access.js';
import type { DirectLineDeps } from './deps.js';
import { streamEvents } from './eventStream.js';
import { CORS_HEADERS, notFound, queryOf, type Reply, readJson } from './http.js';
import { activityId, isMessage, toIncoming } from './incoming.js';
import { readNews } from './news.js';
import { readWatermark } from './outgoing.js';
import type { StreamCounter } from './streamCounter.js';
import type { Grant } from './tokens.js';
import { keepFiles, readUpload } from './upload.js';

/** Largest activity taken, in bytes. */
const MAX_BODY = 256 * 1024;

/** The token's grant, whose conversation must be the one in the address. @throws Refused 403 or 404 */
export async function grantFor(request: Request, deps: DirectLineDeps): Promise<Grant> {
  const grant = await authorize(request, deps);
  if (request.params['id'] !== grant.conversationId) throw notFound();
  return grant;
}

const watermarkOf = (request: Request) => readWatermark(queryOf(request, 'watermark'));

export async function readActivities(request: Request, deps: DirectLineDeps): Promise<Reply> {
  const news = await readNews(deps, await grantFor(request, deps), watermarkOf(request));
  return { status: 200, body: news, headers: CORS_HEADERS };
}

const accepted = (id: string): Reply => ({ status: 200, body: { id }, headers: CORS_HEADERS });

async function take(incoming: Incoming, deps: DirectLineDeps): Promise<Reply> {
  await deps.accept('webchat', incoming);
  return accepted(incoming.dedupeId);
}

export async function postActivity(request: Request, deps: DirectLineDeps): Promise<Reply> {
  const { conversationId } = await grantFor(request, deps);
  const payload = await readJson(request, MAX_BODY);
  const id = activityId(conversationId, payload, deps.random);
  return isMessage(payload) ? take(toIncoming(conversationId, id, payload, deps.now()), deps) : accepted(id);
}

/** Files, and the message they come with: answered like any message. */
export async function upload(request: Request, deps: DirectLineDeps): Promise<Reply> {
  const { conversationId } = await grantFor(request, deps);
  const { activity, files } = await readUpload(request);
  const id = activityId(conversationId, activity, deps.random);
  const attachments = await keepFiles(conversationId, id, files, deps);
  return take(toIncoming(conversationId, id, activity, deps.now(), attachments), deps);
}

/** The page's stream of server-sent events. */
export async function openStream(
  request: Request,
  response: Response,
  deps: DirectLineDeps,
  streams: StreamCounter,
): Promise<void> {
  const grant = await grantFor(request, deps);
  // Gone while it was looked up: nothing would tell any more that her stream is over.
  if (response.destroyed) return;
  streamEvents(deps, grant, watermarkOf(request), response, streams.enter(grant.conversationId));
}
