import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a process has used: seconds of processor time since its start, and bytes of memory now. */
export interface Usage {
  cpu: number;
  rss: number;
}

export interface Measured {
  child: ChildProcess;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const USAGE = join(import.meta.dirname, 'usage.js');

/** Starts a server as a process of its own. @param env only what it needs; the machine's own settings are left out */
export function startServer(file: string, env: Record<string, string>): Measured {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(file, [], {
    env: { PATH, HOME, ...env },
    execArgv: ['--import', USAGE],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    child,
    usage: () => usageOf(child),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [{ cpu, rss }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage; rss: number }];
  return { cpu: (cpu.user + cpu.system) / 1_000_000, rss };
}
