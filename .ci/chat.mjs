/** Builds the chat page and the script that embeds it. What is rarely needed becomes modules of its own, loaded when needed. */
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const web = new URL('../web', import.meta.url).pathname;
const LATER = /^\.\/later\//;

/** The page's script stands in the page itself, so what it loads later is named by its whole address. */
const loadedLater = {
  name: 'loaded-later',
  setup: ({ onResolve }) =>
    onResolve({ filter: LATER }, ({ path }) => ({ path: path.replace(LATER, '/chat/later/'), external: true })),
};

/** @param folder gets `chat/` and `embed/` */
export async function buildChat(folder) {
  const common = { bundle: true, minify: true, target: 'es2020', format: 'esm', logLevel: 'warning' };
  const later = readdirSync(join(web, 'chat/later')).map((name) => join(web, 'chat/later', name));
  await build({
    ...common,
    entryPoints: [join(web, 'chat/chat.ts'), join(web, 'chat/chat.css'), ...later],
    outbase: web,
    outdir: folder,
    plugins: [loadedLater],
  });
  await build({
    ...common,
    format: 'iife',
    entryPoints: [join(web, 'embed/embed.ts')],
    outfile: join(folder, 'embed/embed.js'),
  });
  mkdirSync(join(folder, 'chat'), { recursive: true });
  for (const name of ['index.html', 'icon.svg']) cpSync(join(web, 'chat', name), join(folder, 'chat', name));
}
