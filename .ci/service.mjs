/** Builds the service by itself: few files, read in half the time of its modules one by one. What has native parts stays outside. */
import { readFileSync } from 'node:fs';
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

/** Whatever should call what was left out says so at once. */
const withoutConnector = {
  name: 'without-connector',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
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

export async function buildService(root, folder) {
  await build({
    logLevel: 'warning',
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minifyWhitespace: true,
    entryPoints: [join(root, 'src/index.ts')],
    outdir: join(folder, 'src'),
    chunkNames: '[name]-[hash]',
    allowOverwrite: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['lmdb', '@node-rs/argon2'],
    plugins: [withoutConnector, withoutWide],
    banner: { js: COMMON_JS },
    sourcemap: true,
    sourcesContent: false,
  });
}
