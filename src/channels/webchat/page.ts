import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, Response, Server } from 'restify';
import { LANGUAGES } from '../../../dialogs/terms.js';

export interface PageOptions {
  /** Folder with `<language>/web.json`; where a file is missing the page keeps its built-in Spanish words. */
  locales?: string;
  /** The name in the page's head; neutral. */
  name?: string;
  /** Where the exit leads; an address without anything personal. */
  exitUrl?: string;
  /** Short numbers that become links in messages, digits only; longer ones are recognised by their form. */
  lines?: string[];
  /** Shown without JavaScript, for instance `https://wa.me/32…`. */
  whatsappUrl?: string;
  /** Who may frame the page, in the words of CSP. Nobody by default. */
  frameAncestors?: string;
}

interface Asset {
  type: string;
  plain: Buffer;
  zipped: Buffer;
  tag: string;
}

const TYPES: Record<string, string> = {
  'chat.css': 'text/css; charset=utf-8',
  'chat.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};
const JSON_TYPE = 'application/json; charset=utf-8';

function toAsset(type: string, plain: Buffer): Asset {
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, plain, zipped: gzipSync(plain, { level: 9 }), tag };
}

function loadAssets(folder: string, locales: string | undefined): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const [name, type] of Object.entries(TYPES))
    assets.set(`/chat/${name}`, toAsset(type, readFileSync(join(folder, name))));
  for (const language of LANGUAGES) {
    const file = join(locales ?? '', language, 'web.json');
    if (locales === undefined || !existsSync(file)) continue;
    assets.set(`/chat/texts/${language}.json`, toAsset(JSON_TYPE, readFileSync(file)));
  }
  return assets;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Fills the places of the page that belong to an installation. */
function fill(html: string, options: PageOptions): string {
  const whatsapp = options.whatsappUrl
    ? `<p><a rel="noreferrer" href="${escapeHtml(options.whatsappUrl)}">WhatsApp</a></p>`
    : '';
  const attribute = (name: string, value: string | undefined) => (given: string) =>
    value === undefined ? given : `${name}="${escapeHtml(value)}"`;
  return html
    .replace('<!--whatsapp-->', () => whatsapp)
    .replace(/(<!--name-->)[^<]*/, (_, mark) => `${mark}${escapeHtml(options.name ?? 'Chat')}`)
    .replace(/data-lines="[^"]*"/, attribute('data-lines', options.lines?.join(' ')))
    .replace(/data-exit="[^"]*"/, attribute('data-exit', options.exitUrl));
}

function securityHeaders(frameAncestors: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
    "require-trusted-types-for 'script'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

function send(request: Request, response: Response, asset: Asset, headers: Record<string, string>): void {
  const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (request.headers['if-none-match'] === asset.tag) response.writeHead(304, { ...headers, ETag: asset.tag });
  else
    response.writeHead(200, {
      ...headers,
      ETag: asset.tag,
      'Content-Type': asset.type,
      Vary: 'Accept-Encoding',
      ...(zip && { 'Content-Encoding': 'gzip' }),
    });
  response.end(response.statusCode === 304 ? undefined : zip ? asset.zipped : asset.plain);
}

/**
 * Serves the page at `/` and what it needs under `/chat/`. Files are read once, now.
 * @param folder the built page: index.html, chat.css, chat.js, icon.svg
 */
export function servePage(server: Server, folder: string, options: PageOptions = {}): void {
  const html = fill(readFileSync(join(folder, 'index.html'), 'utf8'), options);
  const page = toAsset('text/html; charset=utf-8', Buffer.from(html));
  const assets = loadAssets(folder, options.locales);
  const secure = securityHeaders(options.frameAncestors ?? "'none'");

  server.get('/', async (request: Request, response: Response) =>
    send(request, response, page, { ...secure, 'Cache-Control': 'no-store' }),
  );
  server.get('/chat/*', async (request: Request, response: Response) => {
    const asset = assets.get(request.getPath());
    if (asset) return send(request, response, asset, { ...secure, 'Cache-Control': 'no-cache' });
    response.writeHead(404, { ...secure, 'Cache-Control': 'no-store' });
    response.end();
  });
}
