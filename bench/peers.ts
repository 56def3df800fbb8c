import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../bench/peers');

/** Installs what the service is compared with, once; their install scripts build nothing that is needed here. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules'))) return;
  process.stderr.write('Installing what is compared (bench/peers) …\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('bench/peers could not be installed; run "npm ci --ignore-scripts" there and read why.');
}
