import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'restify';
import { LANGUAGES } from '../../../dialogs/terms.js';

/** One file, ready to be sent. */
export interface Asset {
  type: string;
  plain: Buffer;
  zipped: Buffer;
  tag: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';

export function toAsset(type: string, plain: Buffer): Asset {
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, plain, zipped: gzipSync(plain, { level: 9 }), tag };
}

/** What the page loads beside itself, by address: its icon, the modules it needs rarely, and the words of each language. */
export function loadAssets(folder: string, locales: string | undefined): Map<string, Asset> {
  const assets = new Map([['/chat/icon.svg', toAsset('image/svg+xml', readFileSync(join(folder, 'chat/icon.svg')))]]);
  for (const name of readdirSync(join(folder, 'chat/later')))
    assets.set(`/chat/later/${name}`, toAsset(SCRIPT, readFileSync(join(folder, 'chat/later', name))));
  for (const language of LANGUAGES) {
    const file = join(locales ?? '', language, 'web.json');
    if (locales === undefined || !existsSync(file)) continue;
    assets.set(`/chat/texts/${language}.json`, toAsset('application/json; charset=utf-8', readFileSync(file)));
  }
  return assets;
}

/** The one script tag's script. */
export function loadEmbed(folder: string): Asset {
  return toAsset(SCRIPT, readFileSync(join(folder, 'embed/embed.js')));
}

export function send(request: Request, response: Response, asset: Asset, headers: Record<string, string>): void {
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
