import type { IncomingMessage, ServerResponse } from 'node:http';
import { RumboError } from '../../errors.js';
import { isObject, type Json, object } from './json.js';

/** The address without its query. For webhooks: they stand before the router, so that they have the bytes as they came. */
export const pathOf = (request: IncomingMessage): string | undefined => request.url?.split('?', 1)[0];

/** Written by hand, without the formatters of restify: no answer here says anything of what was sent. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  text = '',
): void {
  const mustClose = status === 413 || status === 408;
  response.writeHead(status, {
    'Content-Length': Buffer.byteLength(text),
    ...(text !== '' && { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }),
    ...headers,
    ...(mustClose && { Connection: 'close' }),
  });
  response.end(text);
}

/** @returns undefined for anything that is not one JSON object */
export function parse(raw: Buffer): Json | undefined {
  try {
    const payload: unknown = JSON.parse(raw.toString('utf8'));
    return isObject(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** What may be logged of an error: never its message, which may hold what she wrote. */
export const nameOf = (error: unknown): string =>
  error instanceof RumboError ? error.code : String(object(error)['name']);
