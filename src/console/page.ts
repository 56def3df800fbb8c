import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { type Log, SAFE_HEADERS, sendFailure } from './http.js';
import { Refused } from './refusals.js';

/** The page may load its own script and style, speak to this service, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Only what is listed is served; a path never reaches the file system. */
const FILES = [
  { path: '/console', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/console/assets/console.js', file: 'console.js', type: 'text/javascript; charset=utf-8' },
  { path: '/console/assets/base.css', file: 'base.css', type: 'text/css; charset=utf-8' },
  { path: '/console/assets/console.css', file: 'console.css', type: 'text/css; charset=utf-8' },
] as const;

/** @param folder where index.html, console.js and the styles lie */
export function mountPage(server: Server, { folder, log }: { folder: string; log: Log }): void {
  function setHeaders(response: Response, more: Record<string, string>): void {
    for (const [name, value] of Object.entries({ ...SAFE_HEADERS, ...more })) response.setHeader(name, value);
  }

  for (const { path, file, type } of FILES)
    server.get(path, async (request: Request, response: Response) => {
      setHeaders(response, { 'content-security-policy': POLICY });
      try {
        const content = await readFile(join(folder, file));
        response.setHeader('content-type', type);
        response.end(content);
      } catch (failure) {
        sendFailure(request, response, failure, log);
      }
    });

  server.get('/console/*', async (request: Request, response: Response) => {
    setHeaders(response, {});
    if (request.url !== '/console/') return sendFailure(request, response, new Refused('not_found'), log);
    response.writeHead(302, { location: '/console' });
    response.end();
  });
}
