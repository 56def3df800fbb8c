import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Next, Request, Response, Server } from 'restify';
import { reached } from '../../points.js';
import type { Accept, Settlement } from '../contract.js';
import { answer, nameOf, parse, pathOf } from '../http/answer.js';
import { type BodyReader, createBodyReader } from '../http/readBody.js';
import { BODY_TIMEOUT_MS, MAX_BODY_BYTES } from './limits.js';
import type { Log, WhatsAppSettings } from './settings.js';
import { isSameSecret, isSignedBy } from './signature.js';
import { type Reading, toIncoming } from './toIncoming.js';

export interface WhatsAppDeps {
  settings: WhatsAppSettings;
  accept: Accept;
  settle: (channel: 'whatsapp', settlement: Settlement) => Promise<void>;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** How long one body may take; BODY_TIMEOUT_MS unless told. */
  bodyTimeoutMs?: number;
}

/** With what this process has said once and does not repeat. */
type Mounted = WhatsAppDeps & { said: Set<string>; readBody: BodyReader };

const PATH = '/webhooks/whatsapp';
const MAX_CHALLENGE = 256;

/** The handshake by which the platform learns that this address is ours. */
function shakeHands(request: IncomingMessage, response: ServerResponse, verifyToken: string): void {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  const challenge = query.get('hub.challenge') ?? '';
  const isOurs = isSameSecret(query.get('hub.verify_token') ?? '', verifyToken);
  const isAsked = query.get('hub.mode') === 'subscribe' && challenge !== '' && challenge.length <= MAX_CHALLENGE;
  if (isOurs && isAsked) answer(response, 200, {}, challenge);
  else answer(response, 403);
}

/** Runs every task although one fails, but gives up at once where the store is away. @returns the names of what failed */
async function runEach(tasks: (() => Promise<unknown>)[]): Promise<string[]> {
  const failures: string[] = [];
  for (const task of tasks) {
    if (failures.includes('store_unavailable')) break;
    await task().catch((error: unknown) => failures.push(nameOf(error)));
  }
  return failures;
}

function count(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Groups are not answered: anybody could read it there. Said once, so that an operator learns why nothing comes. */
function sayOnce(ignored: string[], { log, said }: Mounted): void {
  if (!ignored.includes('group') || said.has('group')) return;
  said.add('group');
  log.warn({}, 'whatsapp_groups_are_not_answered');
}

/** @returns 200 only when everything was taken over; otherwise the platform sends the body again and dedupe sorts it out */
async function takeOver({ incoming, settlements, ignored }: Reading, deps: Mounted): Promise<200 | 503> {
  const failures = await runEach([
    ...incoming.map((message) => () => deps.accept('whatsapp', message)),
    ...settlements.map((settlement) => () => deps.settle('whatsapp', settlement)),
  ]);
  sayOnce(ignored, deps);
  const fields = { messages: incoming.length, statuses: settlements.length, ignored: count(ignored) };
  if (failures.length > 0) deps.log.error({ ...fields, failures: count(failures) }, 'whatsapp_not_taken_over');
  else deps.log.info(fields, 'whatsapp_received');
  return failures.length > 0 ? 503 : 200;
}

async function receive(request: IncomingMessage, deps: Mounted): Promise<number> {
  const timeoutMs = deps.bodyTimeoutMs ?? BODY_TIMEOUT_MS;
  const raw = await deps.readBody(request, { maxBytes: MAX_BODY_BYTES, timeoutMs });
  if (!Buffer.isBuffer(raw)) return raw;
  reached('K2');
  if (!isSignedBy(deps.settings.appSecret, raw, request.headers['x-hub-signature-256'])) return 401;
  reached('K3');
  const payload = parse(raw);
  if (payload === undefined) return 400;
  reached('K4');
  return takeOver(toIncoming(payload, { phoneNumberId: deps.settings.phoneNumberId, now: deps.now() }), deps);
}

async function handlePost(request: IncomingMessage, response: ServerResponse, deps: Mounted): Promise<void> {
  reached('K1');
  const status = await receive(request, deps).catch((error: unknown) => {
    deps.log.error({ failure: nameOf(error) }, 'whatsapp_failed');
    return 503;
  });
  if (status !== 200) deps.log.warn({ status }, 'whatsapp_refused');
  reached('K7');
  answer(response, status);
  reached('K8');
}

/**
 * Serves `GET` and `POST /webhooks/whatsapp`. It stands before the router, so that the bytes are read and their
 * signature checked before any body parser of the server can touch them.
 * Answers: 200 all taken over · 400 signed but not JSON · 401 not signed · 403 handshake refused · 405 · 408 too slow ·
 * 413 too large · 503 not stored, or too much at a time, to be sent again.
 */
export function mountWhatsApp(server: Server, given: WhatsAppDeps): void {
  const deps: Mounted = { ...given, said: new Set(), readBody: createBodyReader() };
  server.pre(function whatsapp(request: Request, response: Response, next: Next) {
    if (pathOf(request) !== PATH) return next();
    const finish = () => next(false);
    if (request.method === 'POST') return void handlePost(request, response, deps).finally(finish);
    if (request.method === 'GET') shakeHands(request, response, deps.settings.verifyToken);
    else answer(response, 405, { Allow: 'GET, POST' });
    return finish();
  });
}
