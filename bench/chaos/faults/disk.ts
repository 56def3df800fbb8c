import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultClass } from './contract.js';

const SIZE = 'size=64m';
const BLOCKS = [1024 * 1024, 4096, 1] as const;
const FULL_MS = 2_000;
/** With every write flushed Redis 7.0 ends itself at the first that does not fit; later ones refuse and stay. */
const PATIENCE_MS = 10_000;

const run = (command: string, ...words: string[]) => spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** Redis's disk is full for a while; then there is room again, and its supervisor starts it. */
export const fullDisk: FaultClass = {
  name: 'disk',
  about: "a full disk under Redis, then room again and Redis's restart",
  conversations: 0.03,
  kills: 0.02,
  world: {
    prepareDisk: (folder) => {
      mount(folder);
      return () => void run('umount', '-l', folder);
    },
  },
  impossible: () => {
    const folder = mkdtempSync(join(tmpdir(), 'rumbo-disk-'));
    const possible = run('mount', '-t', 'tmpfs', '-o', SIZE, 'tmpfs', folder);
    if (possible) run('umount', folder);
    rmdirSync(folder);
    return possible ? undefined : 'a small disk cannot be mounted by this user';
  },
  inject: async ({ redis, faults }) => {
    const over = faults.begin();
    const [server] = redis.processes();
    const filler = join(redis.folder, 'filler');
    const ended = once(server as ChildProcess, 'exit').then(() => true);
    fill(filler);
    const gone = await Promise.race([ended, pause(PATIENCE_MS, false)]);
    await pause(FULL_MS);
    rmSync(filler);
    if (gone) await redis.start();
    over();
    return gone ? undefined : 'redis stayed';
  },
};

function mount(folder: string): void {
  if (!run('mount', '-t', 'tmpfs', '-o', SIZE, 'tmpfs', folder)) throw new Error('The small disk cannot be mounted.');
}

/** Writes until not a byte fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (const size of BLOCKS) while (fits(file, Buffer.alloc(size)));
  closeSync(file);
}

function fits(file: number, block: Buffer): boolean {
  try {
    return writeSync(file, block) === block.length;
  } catch {
    return false;
  }
}
