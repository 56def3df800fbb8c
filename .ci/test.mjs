/**
 * npm test: the machine, types, lint, build and every test. "npm test -- fast" leaves out Chromium, Redis and other
 * slow ones; any other words are passed to jest. Ends with one line, "N passed, N failed".
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { passingFolder, prepareMachine } from './machine.mjs';

const root = new URL('..', import.meta.url).pathname;
const words = process.argv.slice(2);
const fast = words[0] === 'fast';
const SLOW = [
  'test/browser',
  'test/service',
  'test/store',
  'test/chaos',
  'test/deploy',
  'test/architecture',
  'test/privacy',
  'test/understanding/reader',
];
const total = { passed: 0, failed: 0 };
const folder = passingFolder();
let child;
// What was told to end may still be writing there.
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    child?.kill(signal);
    process.exit(1);
  });

async function run(title, command, args, env = {}) {
  console.log(`\n— ${title}`);
  child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, TMPDIR: folder, ...env } });
  try {
    const [status] = await once(child, 'exit');
    return status === 0;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

async function check(title, command, args) {
  if (await run(title, command, args)) total.passed += 1;
  else total.failed += 1;
}

const missing = fast ? [] : prepareMachine();
for (const sentence of missing) console.error(sentence);
total.failed += missing.length;

const bin = (name) => join(root, 'node_modules/.bin', name);
await check('types', bin('tsc'), ['--noEmit', '-p', '.']);
await check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
await check('build', process.execPath, ['.ci/build.mjs']);

/** Runs jest and adds what it counted; a run that broke off counts as one failure. */
async function runTests(title, args) {
  const countsFile = join(mkdtempSync(join(folder, 'counts-')), 'counts.json');
  const env = {
    TZ: 'UTC',
    COUNTS_FILE: countsFile,
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  };
  const ran = await run(title, bin('jest'), ['--maxWorkers=2', ...args], env);
  try {
    const counts = JSON.parse(readFileSync(countsFile, 'utf8'));
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (!ran && counts.failed === 0) total.failed += 1;
  } catch {
    total.failed += 1;
  }
}

/** Servers that are killed and started again want the machine for themselves. */
const ALONE = 'test/chaos/short';
if (fast) await runTests('tests', ['--testPathIgnorePatterns', ...SLOW]);
else if (words.length > 0) await runTests('tests', words);
else {
  await runTests('tests', ['--testPathIgnorePatterns', ALONE]);
  await runTests('chaos', [ALONE]);
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
