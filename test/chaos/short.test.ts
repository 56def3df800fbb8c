import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, test } from '@jest/globals';

const ROOT = new URL('../..', import.meta.url).pathname;
/** Beside the ports of a whole run. */
const PORT = '22800';
const PATIENCE_MS = 420_000;
/** The second of them strikes Redis, the others a server. */
const SIZE = ['--only', 'mixed', '--kills', '12', '--conversations', '150', '--seed', '7'];

let child: ChildProcess | undefined;
afterAll(() => void child?.kill('SIGTERM'));

/** @returns the row of its table, and what it said of failures */
async function runChaos(): Promise<{ row: Record<string, number> | undefined; said: string }> {
  expect(spawnSync(process.execPath, ['.ci/build.mjs'], { cwd: ROOT, stdio: 'inherit' }).status).toBe(0);
  child = spawn(process.execPath, ['dist/bench/chaos/run.js', ...SIZE, '--port', PORT, '--json'], { cwd: ROOT });
  const told = { out: '', err: '' };
  child.stdout?.on('data', (data) => (told.out += data));
  child.stderr?.on('data', (data) => (told.err += data));
  await once(child, 'close');
  const [row] = told.out ? JSON.parse(told.out) : [];
  return { row, said: told.err };
}

test(
  'servers and Redis are killed again and again, and every message is answered once and in order',
  async () => {
    const { row, said } = await runChaos();
    const zeros = { lost: 0, doubled: 0, outOfOrder: 0, stuck: 0, leaked: 0, strange: 0, crashed: 0 };
    const isClean = Object.keys(zeros).every((fault) => row?.[fault] === 0);
    expect(isClean ? '' : said).toBe('');
    expect(row).toMatchObject({ ...zeros, kills: 12 });
    expect(row?.['conversations']).toBeGreaterThanOrEqual(150);
  },
  PATIENCE_MS,
);
