/** Puts on the machine what the tests need and npm cannot bring: a redis-server and a Chromium. */
import { spawnSync } from 'node:child_process';

const NEEDED = { 'redis-server': 'redis-server', chromium: 'chromium' };

const isThere = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** @returns what is still missing, as sentences */
export function prepareMachine() {
  const missing = Object.keys(NEEDED).filter((command) => !isThere(command));
  if (missing.length === 0) return [];
  const packages = missing.map((command) => NEEDED[command]).join(' ');
  if (process.getuid?.() !== 0 || !isThere('apt-get'))
    return [`The tests need ${missing.join(' and ')}. Install them, on Debian: sudo apt-get install ${packages}`];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing ${packages} …`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages.split(' ')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return missing.filter((command) => !isThere(command)).map((command) => `${command} could not be installed.`);
}
