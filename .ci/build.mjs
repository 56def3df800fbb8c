/** Builds what changed: every module on its own, the service in one file, and the three pages. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildChat } from './chat.mjs';
import { buildService } from './service.mjs';

const root = new URL('..', import.meta.url).pathname;
const stampFile = join(root, 'dist/.stamp');

function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() ? [join(root, path)] : [];
    })
    .sort();
}

const sources = ['src', 'dialogs', 'web', 'bench'].flatMap(filesUnder);

function stamp() {
  const hash = createHash('sha256').update(process.version);
  for (const file of [
    ...sources,
    ...['directory/country', 'locales', '.ci'].flatMap(filesUnder),
    join(root, 'package-lock.json'),
  ])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** What understanding learnt: kept from the last build where examples, words and signs are the same. */
async function learnInto(folder) {
  const { buildUnderstanding } = await import(join(folder, 'src/understanding/product.js'));
  const sources = {
    folder: join(root, 'src/understanding'),
    country: join(root, 'directory/country'),
    locales: join(root, 'locales'),
  };
  buildUnderstanding(sources, join(folder, 'understanding.bin'), join(root, 'dist/understanding.bin'));
}

/** Written aside and moved into place, so that a process that starts meanwhile never sees half a build. */
async function buildInto(folder) {
  const common = { logLevel: 'warning', absWorkingDir: root };
  await build({
    ...common,
    entryPoints: sources.filter((file) => /\/(src|dialogs|bench)\/.*\.ts$/.test(file)),
    outbase: root,
    outdir: folder,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
  });
  await buildService(root, folder);
  await buildChat(join(folder, 'web'));
  for (const name of ['console', 'phone'])
    await build({
      ...common,
      bundle: true,
      minify: true,
      target: 'es2020',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      entryPoints: [join(root, `web/${name}/${name}.tsx`)],
      outfile: join(folder, `web/${name}/${name}.js`),
    });
  for (const name of ['console', 'phone'])
    cpSync(join(root, 'web', name), join(folder, 'web', name), {
      recursive: true,
      filter: (path) => !/\.(ts|tsx)$/.test(path),
    });
}

const wanted = stamp();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wanted) {
  const aside = join(root, `dist.${process.pid}`);
  mkdirSync(aside, { recursive: true });
  await buildInto(aside);
  await learnInto(aside);
  writeFileSync(join(aside, '.stamp'), wanted);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  try {
    renameSync(aside, join(root, 'dist'));
  } catch {
    // Another process was faster with the same sources.
    rmSync(aside, { recursive: true, force: true });
  }
}
