import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { loadAssets, loadEmbed, send, toAsset } from './assets.js';

export interface PageOptions {
  /** Folder with `<language>/web.json`. */
  locales?: string;
  /** The name in the page's head; neutral. */
  name?: string;
  /** Where the exit leads; an address without anything personal. */
  exitUrl?: string;
  /** Short numbers that become links in messages, digits only; longer ones are recognised by their form. */
  lines?: string[];
  /** Shown without JavaScript, for instance `https://wa.me/32…`. */
  whatsappUrl?: string;
  /** Who may frame the page, in the words of CSP. Nobody by default, and then there is no script that embeds it. */
  frameAncestors?: string;
}

interface Filled {
  html: string;
  /** The only script and the only style that may run, as CSP names them. */
  script: string;
  style: string;
}

/** The language a first visit begins in. */
const FIRST_LANGUAGE = 'es';
const NOBODY = "'none'";

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Words as data: nothing in them can end the element they stand in. */
function wordsOf(locales: string | undefined): string {
  if (locales === undefined) return '{}';
  const words: unknown = JSON.parse(readFileSync(join(locales, FIRST_LANGUAGE, 'web.json'), 'utf8'));
  return JSON.stringify(words).replaceAll('<', '\\u003c');
}

/** Style, script and words stand in the page: a first visit is one request, and a slow line asks for no second. */
function fill(folder: string, options: PageOptions): Filled {
  const read = (name: string) => readFileSync(join(folder, 'chat', name), 'utf8').trim();
  const [script, style] = [read('chat.js'), read('chat.css')];
  const whatsapp = options.whatsappUrl
    ? `<p><a rel="noreferrer" href="${escapeHtml(options.whatsappUrl)}">WhatsApp</a></p>`
    : '';
  const attribute = (name: string, value: string | undefined) => (given: string) =>
    value === undefined ? given : `${name}="${escapeHtml(value)}"`;
  const html = read('index.html')
    .replace('<!--style-->', () => `<style>${style}</style>`)
    .replace('<!--script-->', () => `<script type="module">${script}</script>`)
    .replace(/(<script id="texts"[^>]*>)[^<]*/, (_, tag) => tag + wordsOf(options.locales))
    .replace('<!--whatsapp-->', () => whatsapp)
    .replace(/(<!--name-->)[^<]*/, (_, mark) => `${mark}${escapeHtml(options.name ?? 'Chat')}`)
    .replace(/data-lines="[^"]*"/, attribute('data-lines', options.lines?.join(' ')))
    .replace(/data-exit="[^"]*"/, attribute('data-exit', options.exitUrl));
  return { html, script: hashOf(script), style: hashOf(style) };
}

function securityHeaders({ script, style }: Filled, frameAncestors: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${script}`,
    `style-src ${style}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
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

/**
 * Serves the page at `/`, what it needs under `/chat/`, and `/embed.js` where others may frame it. Files are read once, now.
 * @param folder the built pages: `chat/` with index.html, chat.css, chat.js, icon.svg, later/, and `embed/` with embed.js
 */
export function servePage(server: Server, folder: string, options: PageOptions = {}): void {
  const frameAncestors = options.frameAncestors ?? NOBODY;
  const filled = fill(folder, options);
  const page = toAsset('text/html; charset=utf-8', Buffer.from(filled.html));
  const assets = loadAssets(folder, options.locales);
  const secure = securityHeaders(filled, frameAncestors);

  server.get('/', async (request: Request, response: Response) =>
    send(request, response, page, { ...secure, 'Cache-Control': 'no-store' }),
  );
  server.get('/chat/*', async (request: Request, response: Response) => {
    const asset = assets.get(request.getPath());
    if (asset) return send(request, response, asset, { ...secure, 'Cache-Control': 'no-cache' });
    response.writeHead(404, { ...secure, 'Cache-Control': 'no-store' });
    response.end();
  });
  if (frameAncestors !== NOBODY) serveEmbed(server, folder);
}

function serveEmbed(server: Server, folder: string): void {
  const embed = loadEmbed(folder);
  const headers = {
    'Cache-Control': 'no-cache',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
  };
  server.get('/embed.js', async (request: Request, response: Response) => send(request, response, embed, headers));
}
