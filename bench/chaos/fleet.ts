import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultLog } from './faultLog.js';
import { type Armed, HERE } from './killAt.js';

/** One place for a server; its process changes with every restart. */
export interface Server {
  index: number;
  port: number;
  /** Names the process that runs now: it is part of the Graph address it was given. */
  generation: string;
  ready: boolean;
  child: ChildProcess;
}

export interface FleetOptions {
  ports: number[];
  folder: string;
  /** The environment of one process. */
  env: (server: { index: number; port: number; generation: string }) => Record<string, string>;
  faults: FaultLog;
}

const ROOT = join(import.meta.dirname, '../../..');
const ENTRY = join(ROOT, 'dist/src/index.js');
const KILL_AT = join(import.meta.dirname, 'killAt.js');
/** A start that failed is tried again after this, as a supervisor would. */
const RESTART_MS = 200;
const PATIENCE_MS = 60_000;
const LOOK_MS = 20;
const LAST_WORDS = 2_000;

/** The servers of a run, and the supervisor that starts each again when its process is gone. */
export class Fleet {
  readonly servers: Server[];
  readonly logFile: string;
  /** Processes that ended although nothing was done to them. */
  crashes = 0;
  readonly #options: FleetOptions;
  readonly #log: number;
  readonly #struck = new Set<ChildProcess>();
  #starts = 0;
  #stopping = false;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.logFile = join(options.folder, 'servers.log');
    this.#log = openSync(this.logFile, 'a');
    this.servers = options.ports.map((port, index) => this.#launch({ index, port }));
  }

  /** Those that answer. */
  ready(): Server[] {
    return this.servers.filter(({ ready }) => ready);
  }

  /** Resolves when every server answers. @throws Error when one does not come up */
  up(): Promise<void> {
    return this.#until(() => this.ready().length === this.servers.length);
  }

  /** The same for any of them. */
  someUp(): Promise<void> {
    return this.#until(() => this.ready().length > 0);
  }

  /** Ends a process as a power cut would; the supervisor starts it again at once. */
  async kill(server: Server): Promise<void> {
    const { child } = server;
    // Between two starts there is nothing to end.
    if (!isAlive(child)) return;
    this.#struck.add(child);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** @returns whether it came by that point in time, and was ended or stopped there */
  async strikeAt(server: Server, order: Armed, patienceMs: number): Promise<boolean> {
    const { child } = server;
    this.#struck.add(child);
    const here = said(child, HERE);
    const gone = once(child, 'exit');
    child.send(order);
    const came = await Promise.race([here, pause(patienceMs, false)]);
    if (came && order.signal === 'SIGKILL') await gone;
    if (came) return true;
    this.#struck.delete(child);
    if (child.connected) child.send('disarm');
    return false;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.servers.map((server) => this.kill(server)));
    closeSync(this.#log);
  }

  async #until(holds: () => boolean): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!holds()) {
      if (Date.now() > until)
        throw new Error(`A server did not come up:\n${readFileSync(this.logFile, 'utf8').slice(-LAST_WORDS)}`);
      await pause(LOOK_MS);
    }
  }

  #launch(place: { index: number; port: number }): Server {
    this.#starts += 1;
    const generation = `s${place.index}g${this.#starts}`;
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--import', KILL_AT, ENTRY], {
      // Away from the project's folder, so that nobody's .env is read.
      cwd: this.#options.folder,
      env: { PATH, ...this.#options.env({ ...place, generation }) },
      stdio: ['ignore', 'pipe', this.#log, 'ipc'],
    });
    const server: Server = { ...place, generation, ready: false, child };
    void said(child, 'ready').then(() => {
      server.ready = true;
    });
    child.once('exit', () => void this.#replace(server));
    return server;
  }

  async #replace(gone: Server): Promise<void> {
    const wasReady = gone.ready;
    gone.ready = false;
    if (this.#stopping) return;
    // It is over at once: what a killed process leaves behind is healed by the others.
    this.#options.faults.begin(gone.generation)();
    if (wasReady && !this.#struck.has(gone.child)) this.crashes += 1;
    if (!wasReady) await pause(RESTART_MS);
    if (!this.#stopping) this.servers[gone.index] = this.#launch(gone);
  }
}

/** Resolves when the process wrote a line that begins so. */
function said(child: ChildProcess, word: string): Promise<true> {
  const line = new RegExp(`^${word}\\b`, 'm');
  return new Promise((resolve) => {
    const look = (text: Buffer) => {
      if (!line.test(text.toString())) return;
      child.stdout?.off('data', look);
      resolve(true);
    };
    child.stdout?.on('data', look);
  });
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
