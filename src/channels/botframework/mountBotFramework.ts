import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Next, Request, Response, Server } from 'restify';
import type { Accept } from '../contract.js';
import { answer, nameOf, parse, pathOf } from '../http/answer.js';
import { type Json, string } from '../http/json.js';
import { type BodyReader, createBodyReader } from '../http/readBody.js';
import type { Authenticate } from './authenticate.js';
import type { Log } from './settings.js';
import { toIncoming } from './toIncoming.js';

export interface BotFrameworkDeps {
  authenticate: Authenticate;
  accept: Accept;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

const PATH = '/api/messages';
/** The connector's own limit of an activity, in bytes. */
const MAX_BODY_BYTES = 256 * 1024;
const BODY_TIMEOUT_MS = 10_000;
/** An invoke expects a result; Bot Framework's word for "no such thing here". */
const NOT_IMPLEMENTED = 501;

/** Takes over an activity that is known to be the channel's own. */
async function takeOver(payload: Json, { accept, log, now }: BotFrameworkDeps): Promise<number> {
  const read = toIncoming(payload, now());
  if ('malformed' in read) {
    log.warn({ missing: read.malformed }, 'botframework_malformed');
    return 400;
  }
  if ('ignored' in read) {
    log.info({ ignored: read.ignored }, 'botframework_ignored');
    return read.ignored === 'invoke' ? NOT_IMPLEMENTED : 200;
  }
  await accept('botframework', read);
  return 200;
}

type Mounted = BotFrameworkDeps & { readBody: BodyReader };

async function receive(request: IncomingMessage, deps: Mounted): Promise<number> {
  const raw = await deps.readBody(request, { maxBytes: MAX_BODY_BYTES, timeoutMs: BODY_TIMEOUT_MS });
  if (!Buffer.isBuffer(raw)) return raw;
  const payload = parse(raw);
  if (!payload) return 400;
  const claimed = { serviceUrl: string(payload['serviceUrl']) ?? '', channelId: string(payload['channelId']) ?? '' };
  const verdict = await deps.authenticate(request.headers.authorization, claimed);
  if (verdict.ok) return takeOver(payload, deps);
  deps.log.warn({ status: verdict.status, reason: verdict.reason }, 'botframework_refused');
  return verdict.status;
}

async function handle(request: IncomingMessage, response: ServerResponse, deps: Mounted): Promise<void> {
  if (request.method !== 'POST') return answer(response, 405, { Allow: 'POST' });
  const status = await receive(request, deps).catch((error: unknown) => {
    deps.log.error({ failure: nameOf(error) }, 'botframework_failed');
    return 503;
  });
  answer(response, status, status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {});
}

/**
 * Serves `POST /api/messages`, before the router and its body parsers.
 * Answers: 200 taken over, or nothing to do · 400 no activity · 401 not signed for us · 403 signed, and not for this
 * channel or address · 405 · 408 too slow · 413 too large · 501 an invoke · 503 not stored, or too much at a time, to be
 * sent again.
 */
export function mountBotFramework(server: Server, given: BotFrameworkDeps): void {
  const deps = { ...given, readBody: createBodyReader() };
  server.pre(function botFramework(request: Request, response: Response, next: Next) {
    if (pathOf(request) !== PATH) return next();
    return void handle(request, response, deps).finally(() => next(false));
  });
}
