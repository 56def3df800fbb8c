import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPassing, RumboError } from '../../errors.js';
import { type BodyProblem, createBodyReader } from '../http/readBody.js';

/** What a handler answers. Without a body: only status and headers. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A refusal in Direct Line's own form, `{ error: { code, message } }`. The message says nothing of the content. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
  }
}

/** One answer for "not yours", "never was" and "gone", so that ids cannot be probed. */
export const notFound = () => new Refused(404, 'BadArgument', 'Conversation not found');

/** What an answer 503 says. */
const UNAVAILABLE = ['ServiceUnavailable', 'Nothing was accepted. Try again.'] as const;

const SHARED_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Any page may begin a conversation, and goes on by a token that is bound to that page's origin; no cookie comes along. */
export const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Max-Age': '600',
};

export function answer(response: ServerResponse, reply: Reply): void {
  if (response.headersSent) return;
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const typed = text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  const length = reply.status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
  response.writeHead(reply.status, { ...SHARED_HEADERS, ...typed, ...length, ...reply.headers });
  response.end(text);
}

/** Turns whatever a handler threw into an answer that gives nothing away. */
export function toReply(error: unknown): Reply {
  const refused =
    error instanceof Refused
      ? error
      : error instanceof RumboError && isPassing(error.code)
        ? new Refused(503, ...UNAVAILABLE)
        : new Refused(500, 'ServerError', 'Something went wrong. Try again.');
  const headers: Record<string, string> = { ...CORS_HEADERS };
  if (refused.status === 503 || refused.status === 429) headers['Retry-After'] = '2';
  if (refused.status === 413 || refused.status === 408) headers['Connection'] = 'close';
  return {
    status: refused.status,
    body: { error: { code: refused.code, message: refused.message } },
    headers,
  };
}

/** How long one body may take: a picture over a slow line. */
const BODY_TIMEOUT_MS = 180_000;

const readBytes = createBodyReader();

const UNREAD: Record<BodyProblem, readonly [code: string, message: string]> = {
  400: ['BadArgument', 'The message broke off'],
  408: ['RequestTimeout', 'The message took too long'],
  413: ['MessageSizeTooBig', 'The message is too long'],
  503: UNAVAILABLE,
};

/** Reads a request's body. @param limit bytes @throws Refused 400, 408, 413, 503 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const body = await readBytes(request, { maxBytes: limit, timeoutMs: BODY_TIMEOUT_MS });
  if (Buffer.isBuffer(body)) return body;
  throw new Refused(body, ...UNREAD[body]);
}

/** @throws Refused 400 for anything that is not one JSON object, 413 beyond the limit */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  return toJson(await readBody(request, limit));
}

/** @throws Refused 400 for anything that is not one JSON object */
export function toJson(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one refusal below.
  }
  throw new Refused(400, 'BadArgument', 'The body is not a JSON object');
}

/** One parameter of the query; the first where it is repeated. */
export function queryOf(request: IncomingMessage, name: string): string | undefined {
  const at = request.url?.indexOf('?') ?? -1;
  return at < 0 ? undefined : (new URLSearchParams(request.url?.slice(at)).get(name) ?? undefined);
}
