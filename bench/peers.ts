import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const bench = join(import.meta.dirname, '../../bench');

/** Installs what the service is compared with, once; their install scripts build nothing that is needed here. @param at below `bench/` */
export function installPeers(at = 'peers'): void {
  const folder = join(bench, at);
  if (existsSync(join(folder, 'node_modules'))) return;
  process.stderr.write(`Installing what is compared (bench/${at}) …\n`);
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error(`bench/${at} could not be installed; run "npm ci --ignore-scripts" there and read why.`);
}
