import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = new URL('../..', import.meta.url).pathname;
const POLL_MS = 25;
/** A process that has not said what is waited for after this is broken, not slow. */
const PATIENCE_MS = 30_000;

type Environment = Record<string, string>;

/** The service as people run it: a process of its own, on a free port, with a data folder of its own. */
export interface Service {
  url: string;
  /** What it printed for people, line by line. */
  lines: string[];
  /** The first administrator's, where it printed one. */
  link: string | undefined;
  /** Everything it wrote so far, logs included. */
  written(): string;
  /** Asks it to end. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const children = new Set<ChildProcess>();
const folders: string[] = [];
let built = false;

/** A data folder that `tidy` removes. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  folders.push(folder);
  return folder;
}

/** Ends every process that is left, and removes the folders. */
export async function tidy(): Promise<void> {
  await Promise.all([...children].map((child) => end(child, 'SIGKILL')));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Looks again and again until there is something, for what another process does in its own time. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(POLL_MS)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error('What the test waits for did not come.');
}

/** @throws Error with what it wrote, when it ends before it is ready */
export async function startService({ env = {} }: { env?: Environment } = {}): Promise<Service> {
  const { child, out, err } = launch(env);
  const lines = () => out().split('\n').filter(Boolean);
  const ready = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}: ${err()}`);
    return /^ready (\S+)$/m.exec(out())?.[1];
  });
  return {
    url: ready,
    lines: lines(),
    link: /http\S+#setup=\S+/.exec(out())?.[0],
    written: () => out() + err(),
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

/** A start that fails. @returns what a person at the terminal sees */
export async function failToStart(env: Environment): Promise<{ code: number | null; said: string }> {
  const { child, out, err } = launch(env);
  return eventually(() => (child.exitCode === null ? undefined : { code: child.exitCode, said: out() + err() }));
}

function launch(env: Environment) {
  build();
  const own = { DATA_DIR: env['DATA_DIR'] ?? newFolder(), PORT: '0', LOG_LEVEL: 'warn', PATH: process.env['PATH'] };
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/index.js'], {
    cwd: ROOT,
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return { child, out: collect(child.stdout), err: collect(child.stderr) };
}

function build(): void {
  if (built) return;
  const { status } = spawnSync(process.execPath, ['.ci/build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The service could not be built.');
  built = true;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (data: string) => {
    text += data;
  });
  return () => text;
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'close');
  child.kill(signal);
  await ended;
  return child.exitCode;
}
