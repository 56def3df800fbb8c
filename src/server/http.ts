import type { IncomingMessage, ServerResponse } from 'node:http';
import restify, { type Server } from 'restify';
import { isPassing } from '../errors.js';
import type { Logger } from './log.js';

/** A request that takes longer than this to arrive is cut off: a picture over a slow line takes a minute or two. */
const REQUEST_TIMEOUT_MS = 200_000;

/** A connection on which nothing moves for so long is let go; a stream gives a sign of life more often than that. */
const QUIET_MS = 120_000;

/** A year, once the service is reached by https: no page and no answer of it comes unsealed any more. */
const TRANSPORT = 'max-age=31536000';

/**
 * The HTTP server. Errors say what a client may know: a status and a short word, never a message of ours or a stack.
 * @param secure whether it is reached by https
 */
export function createHttp(log: Logger, secure = false): Server {
  const server = restify.createServer({ name: 'service', handleUncaughtExceptions: false } as restify.ServerOptions);
  server.server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.server.timeout = QUIET_MS;
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    response.header('X-Content-Type-Options', 'nosniff');
    response.header('Referrer-Policy', 'no-referrer');
    if (secure) response.header('Strict-Transport-Security', TRANSPORT);
    next();
  });
  server.on('restifyError', (_request, response, error, callback) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ code: error.code ?? error.name }, 'A request failed.');
    error.toJSON = () => ({
      error: { code: WORDS[status] ?? 'error', message: SENTENCES[status] ?? 'The request could not be answered.' },
    });
    error.toString = () => JSON.stringify(error.toJSON());
    response.status(status);
    callback();
  });
  return server;
}

/** @returns how to end the event streams that are open: their pages come back by themselves, and a stop need not wait */
export function followStreams(server: Server): () => void {
  const open = new Set<ServerResponse>();
  server.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  const isStream = (response: ServerResponse) =>
    String(response.getHeader('content-type')).startsWith('text/event-stream');
  return () => {
    for (const response of open) if (isStream(response)) response.end();
  };
}

const statusOf = (error: { statusCode?: number; code?: string }): number => {
  if (isPassing(error.code)) return 503;
  return error.statusCode && error.statusCode >= 400 && error.statusCode < 600 ? error.statusCode : 500;
};

const WORDS: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'not_allowed',
  413: 'too_large',
  500: 'failed',
  503: 'unavailable',
};

const SENTENCES: Record<number, string> = {
  400: 'The request could not be read.',
  404: 'There is nothing here.',
  405: 'This address does not take that kind of request.',
  413: 'The request is too large.',
  500: 'Something failed on our side. Try again.',
  503: 'The service cannot take this now. Try again.',
};
