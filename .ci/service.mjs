/** Builds the service by itself: few files, read in half the time of its modules one by one. What has native parts stays outside. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** CommonJS inside an ES module asks for `require` and its own place. */
const COMMON_JS = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * The SDK's core names its connector and an HTTP client, which bring sign-in libraries of some 40 MB of memory and half a
 * second of start. Nothing of them is called here: channels speak for themselves. Whatever should call them says so at once.
 */
const LEFT_OUT = /^(botframework-connector|@azure\/core-.+)$/;

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

/**
 * One character beyond Latin-1 makes the engine keep a file with two bytes for each character. esbuild escapes them
 * everywhere but in regular expressions, where an escape means the same.
 */
function escapeWide(file) {
  const text = readFileSync(file, 'utf8');
  const escaped = text.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (escaped !== text) writeFileSync(file, escaped);
}

export async function buildService(root, folder) {
  const { metafile } = await build({
    logLevel: 'warning',
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minifyWhitespace: true,
    entryPoints: [join(root, 'src/index.ts')],
    outdir: join(folder, 'src'),
    chunkNames: '[name]-[hash]',
    metafile: true,
    allowOverwrite: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['lmdb', '@node-rs/argon2'],
    // Lowered, they are strings, which are escaped too: a raw template could not be.
    supported: { 'template-literal': false },
    plugins: [withoutConnector],
    banner: { js: COMMON_JS },
    sourcemap: true,
    sourcesContent: false,
  });
  for (const file of Object.keys(metafile.outputs)) if (file.endsWith('.js')) escapeWide(join(root, file));
}
