/** Builds the service by itself: few files, read in half the time of its modules one by one. What has native parts stays outside. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

/** CommonJS inside an ES module asks for `require` and its own place. */
const COMMON_JS = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * The SDK's core names its connector and an HTTP client, which bring sign-in libraries of some 40 MB of memory and half a
 * second of start. Nothing of them is called here: channels speak for themselves.
 */
const LEFT_OUT = /^(botframework-connector|@azure\/core-.+)$/;

/** restify's plugins, of which none is used: they bring readers of forms, of CSV and of signatures. */
const PLUGINS = /restify[\\/]lib[\\/]index\.js$/;

/** Whatever should call what was left out says so at once. */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
    onResolve({ filter: /^\.\/plugins$/ }, ({ importer }) =>
      PLUGINS.test(importer) ? { path: 'restify/plugins', namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => class {
        constructor() { throw new Error('${path} is not part of the service, but ' + String(name) + ' was asked for.'); }
      } });`,
    }));
  },
};

/** UTF-8 begins characters beyond Latin-1 with this byte or a greater one. */
const FIRST_WIDE = 0xc4;
/** Where an escape would mean something else. */
const HARD_TO_ESCAPE = /String\.raw|\\[^\0-\xff]/;
const escaped = (text) =>
  text.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * One character beyond Latin-1 makes the engine keep a file with two bytes for each character. esbuild escapes them
 * everywhere but in regular expressions; written as escapes before it reads them, they mean the same wherever they stand.
 */
const withoutWide = {
  name: 'without-wide-characters',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.([cm]?js|ts)$/ }, ({ path }) => {
      const bytes = readFileSync(path);
      if (!bytes.some((byte) => byte >= FIRST_WIDE)) return undefined;
      const text = bytes.toString();
      if (HARD_TO_ESCAPE.test(text)) throw new Error(`${path} has raw text beyond Latin-1: leave it outside.`);
      return { contents: escaped(text), loader: path.endsWith('.ts') ? 'ts' : 'js' };
    }),
};

/** A library that is read with the first opening hours: from a file of its own, a third as large in memory. */
const HOURS = { library: 'opening_hours', reader: /[\\/]src[\\/]directory[\\/]hours\.ts$/, file: 'opening_hours.cjs' };

/** Where the service reads it. */
const hoursBeside = {
  name: 'hours-beside',
  setup: ({ onLoad }) =>
    onLoad({ filter: HOURS.reader }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const beside = text.replace(`require('${HOURS.library}')`, `require('./${HOURS.file}')`);
      if (beside === text) throw new Error(`${path} does not require ${HOURS.library} any more.`);
      return { contents: beside, loader: 'ts' };
    }),
};

/** Its raw text beyond Latin-1 becomes ordinary strings, which esbuild escapes; then only regular expressions have any. */
async function buildHours(common, folder) {
  const { outputFiles } = await build({
    ...common,
    minify: true,
    supported: { 'template-literal': false },
    entryPoints: [createRequire(import.meta.url).resolve(HOURS.library)],
    format: 'cjs',
    write: false,
  });
  writeFileSync(join(folder, 'src', HOURS.file), escaped(outputFiles[0].text));
}

export async function buildService(root, folder) {
  const common = { logLevel: 'warning', absWorkingDir: root, bundle: true, platform: 'node', target: 'node20' };
  await buildHours(common, folder);
  await build({
    ...common,
    splitting: true,
    minifyWhitespace: true,
    entryPoints: [join(root, 'src/index.ts')],
    outdir: join(folder, 'src'),
    chunkNames: '[name]-[hash]',
    allowOverwrite: true,
    format: 'esm',
    external: ['lmdb', '@node-rs/argon2'],
    plugins: [withoutUnused, hoursBeside, withoutWide],
    banner: { js: COMMON_JS },
    sourcemap: true,
    sourcesContent: false,
  });
}
