import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const SOURCE = new URL('../../web/console', import.meta.url).pathname;

/** Builds the console's page as a release would. @returns its folder */
export async function buildConsolePage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'console-page-'));
  for (const name of ['index.html', 'base.css', 'console.css']) cpSync(join(SOURCE, name), join(folder, name));
  await build({
    entryPoints: [join(SOURCE, 'console.tsx')],
    outfile: join(folder, 'console.js'),
    bundle: true,
    minify: true,
    target: 'es2020',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  return folder;
}
