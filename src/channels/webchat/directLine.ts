import type { Request, RequestHandler, Response, Server } from 'restify';
import { grantFor, openStream, postActivity, readActivities, upload } from './activities.js';
import type { DirectLineDeps } from './deps.js';
import { answer, CORS_HEADERS, Refused, type Reply, toReply } from './http.js';
import { makeCode, useCode } from './keepRoutes.js';
import { mountSockets } from './sockets.js';
import { StreamCounter } from './streamCounter.js';
import { generateToken, leave, openConversation, reconnect, refreshToken, resume } from './tokenRoutes.js';

const BASE = '/v3/directline';
const CONVERSATION = '/conversations/:id';

type Handler = (request: Request, deps: DirectLineDeps) => Promise<Reply>;
type Method = 'get' | 'post' | 'del' | 'opts';

const reconnectOwn: Handler = async (request, deps) => {
  await grantFor(request, deps);
  return reconnect(request, deps);
};

const leaveByAddress: Handler = (request, deps) => leave(request, String(request.params['id']), deps);

/** What is answered under `/v3/directline`; the streams come beside it. */
const ROUTES: [Method, string, Handler][] = [
  ['opts', '/*', async () => ({ status: 204, headers: CORS_HEADERS })],
  ['post', '/conversations', openConversation],
  ['post', '/tokens/generate', generateToken],
  ['post', '/tokens/refresh', refreshToken],
  ['post', '/resume', resume],
  ['post', '/keep', useCode],
  ['post', `${CONVERSATION}/keep`, makeCode],
  ['get', CONVERSATION, reconnectOwn],
  ['del', CONVERSATION, leaveByAddress],
  ['post', `${CONVERSATION}/end`, leaveByAddress],
  ['get', `${CONVERSATION}/activities`, readActivities],
  ['post', `${CONVERSATION}/activities`, postActivity],
  ['post', `${CONVERSATION}/upload`, upload],
];

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
 * @returns how to end the websockets, so that the server can close
 */
export function mountDirectLine(server: Server, deps: DirectLineDeps): { close(): void } {
  for (const [method, path, handler] of ROUTES)
    server[method](
      BASE + path,
      guarded(deps, async (request, response) => answer(response, await handler(request, deps))),
    );
  const streams = new StreamCounter();
  server.get(
    `${BASE}${CONVERSATION}/stream`,
    guarded(deps, (request, response) => openStream(request, response, deps, streams)),
  );
  return mountSockets(server, deps, streams);
}
