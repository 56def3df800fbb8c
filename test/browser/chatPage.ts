import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export const WEB_CHAT = new URL('../../web/chat', import.meta.url).pathname;
export const LOCALES = new URL('../../locales', import.meta.url).pathname;

/** Builds the page as a release would. @returns its folder */
export async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-page-'));
  for (const name of ['index.html', 'chat.css', 'icon.svg']) cpSync(join(WEB_CHAT, name), join(folder, name));
  const entry = { entryPoints: [join(WEB_CHAT, 'chat.ts')], outfile: join(folder, 'chat.js') };
  await build({ ...entry, bundle: true, minify: true, target: 'es2020', format: 'esm', logLevel: 'error' });
  return folder;
}
