import type { Request, RequestHandler, Response, Server } from 'restify';
import type { Incoming } from '../contract.js';
import { authorize } from './access.js';
import type { DirectLineDeps } from './deps.js';
import { answer, CORS_HEADERS, notFound, queryOf, Refused, type Reply, readJson, toReply } from './http.js';
import { activityId, isMessage, toIncoming } from './incoming.js';
import { makeCode, useCode } from './keepRoutes.js';
import { readWatermark } from './outgoing.js';
import { ActivityStream, readNews, StreamCounter } from './stream.js';
import { generateToken, leave, openConversation, refreshToken, resume } from './tokenRoutes.js';
import { readUploadTypes } from './upload.js';

const BASE = '/v3/directline';
/** Largest activity taken, in bytes. */
const MAX_BODY = 256 * 1024;

type Handler = (request: Request, deps: DirectLineDeps) => Promise<Reply>;

/** The conversation in the address, which must be the token's own. @throws Refused 403 or 404 */
async function conversationOf(request: Request, deps: DirectLineDeps): Promise<string> {
  const id = await authorize(request, deps);
  if (request.params['id'] !== id) throw notFound();
  return id;
}

const reconnect: Handler = async (request, deps) => {
  await conversationOf(request, deps);
  return refreshToken(request, deps);
};

const readActivities: Handler = async (request, deps) => {
  const id = await conversationOf(request, deps);
  const news = await readNews(deps, id, readWatermark(queryOf(request, 'watermark')));
  return { status: 200, body: news, headers: CORS_HEADERS };
};

const accepted = (id: string): Reply => ({ status: 200, body: { id }, headers: CORS_HEADERS });

async function take(incoming: Incoming, deps: DirectLineDeps): Promise<Reply> {
  await deps.accept('webchat', incoming);
  return accepted(incoming.dedupeId);
}

const postActivity: Handler = async (request, deps) => {
  const conversationId = await conversationOf(request, deps);
  const payload = await readJson(request, MAX_BODY);
  const id = activityId(conversationId, payload, deps.random);
  return isMessage(payload) ? take(toIncoming(conversationId, id, payload, deps.now()), deps) : accepted(id);
};

/** A file is answered like any message; its bytes are dropped. */
const upload: Handler = async (request, deps) => {
  const conversationId = await conversationOf(request, deps);
  const attachments = (await readUploadTypes(request)).map((contentType) => ({ contentType }));
  const id = activityId(conversationId, {}, deps.random);
  return take(toIncoming(conversationId, id, { attachments }, deps.now()), deps);
};

const leaveByAddress: Handler = (request, deps) => leave(request, String(request.params['id']), deps);

const openStream =
  (deps: DirectLineDeps, streams: StreamCounter) =>
  async (request: Request, response: Response): Promise<void> => {
    const id = await conversationOf(request, deps);
    const after = readWatermark(queryOf(request, 'watermark'));
    new ActivityStream(deps, id, response, after).start(streams.enter(id));
  };

/** Runs a handler; whatever it throws becomes a refusal that gives nothing away. */
function guarded(
  deps: DirectLineDeps,
  handle: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return async (request: Request, response: Response) => {
    try {
      await handle(request, response);
    } catch (error) {
      if (!(error instanceof Refused)) deps.onError?.(error);
      answer(response, toReply(error));
    }
  };
}

/**
 * Serves the Direct Line 3.0 subset under `/v3/directline`. Reads bodies itself: no body parser may run before it.
 * Every refusal has the form `{ error: { code, message } }`.
 */
export function mountDirectLine(server: Server, deps: DirectLineDeps): void {
  const route = (handler: Handler) =>
    guarded(deps, async (request, response) => answer(response, await handler(request, deps)));
  const conversation = `${BASE}/conversations/:id`;

  server.opts(
    `${BASE}/*`,
    route(async () => ({ status: 204, headers: CORS_HEADERS })),
  );
  server.post(`${BASE}/conversations`, route(openConversation));
  server.post(`${BASE}/tokens/generate`, route(generateToken));
  server.post(`${BASE}/tokens/refresh`, route(refreshToken));
  server.post(`${BASE}/resume`, route(resume));
  server.post(`${BASE}/keep`, route(useCode));
  server.post(`${conversation}/keep`, route(makeCode));
  server.get(conversation, route(reconnect));
  server.del(conversation, route(leaveByAddress));
  server.post(`${conversation}/end`, route(leaveByAddress));
  server.get(`${conversation}/activities`, route(readActivities));
  server.post(`${conversation}/activities`, route(postActivity));
  server.post(`${conversation}/upload`, route(upload));
  server.get(`${conversation}/stream`, guarded(deps, openStream(deps, new StreamCounter())));
}
