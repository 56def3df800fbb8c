import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as z from 'zod';
import { RumboError } from '../errors.js';
import { REFUSALS, Refused } from './refusals.js';
import type { ErrorAnswer } from './wire.js';

/** The longest reply a coordinator may send (4,096 characters), escaped in JSON, fits. */
export const MAX_BODY_BYTES = 32 * 1024;
const OWN_HEADER = 'x-rumbo';

/** What the console needs of a log; codes and numbers only are ever given to it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Headers of every answer under /console. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
/** @throws Refused not_json, body_too_large, body_invalid */
export async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new Refused('not_json');
  const text = await readText(request);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new Refused('body_invalid');
  return parsed.data;
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new Refused('body_too_large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('body_invalid');
  }
}

/** Lets a change through only from the console's own page. @throws Refused foreign_origin */
export function requireOwnPage({ headers }: IncomingMessage, baseUrl: string): void {
  const site = headers['sec-fetch-site'];
  const fromHere = site === undefined || site === 'same-origin' || site === 'none';
  if (!fromHere || !headers[OWN_HEADER] || !isOwnOrigin(headers.origin, headers.host, baseUrl))
    throw new Refused('foreign_origin');
}

/** The public address, or the one this very request was sent to (a console opened by another local name). */
function isOwnOrigin(origin: string | undefined, host: string | undefined, baseUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === new URL(baseUrl).origin || new URL(origin).host === host;
}

/** True where the page asked on its own, without anybody doing anything: such a request keeps no login awake. */
export const isBackground = ({ headers }: IncomingMessage): boolean => headers[OWN_HEADER] === 'background';

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  if (value === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}

/** Answers any failure with a code and a sentence; what was unexpected is logged by its code alone. */
export function sendFailure(request: IncomingMessage, response: ServerResponse, failure: unknown, log: Log): void {
  const refused = asRefused(failure, log);
  // The rest of a body that was not read cannot be told from a next request.
  if (!request.complete) response.setHeader('connection', 'close');
  if (refused.waitSeconds !== undefined) response.setHeader('retry-after', refused.waitSeconds);
  const answer: ErrorAnswer = { error: { code: refused.code, message: REFUSALS[refused.code][1] } };
  sendJson(response, refused.status, answer);
}

function asRefused(failure: unknown, log: Log): Refused {
  if (failure instanceof Refused) return failure;
  const code = failure instanceof RumboError ? failure.code : failure instanceof Error ? failure.name : 'unknown';
  log.error({ code }, 'console request failed');
  return new Refused(code === 'store_unavailable' ? 'unavailable' : 'unexpected');
}
