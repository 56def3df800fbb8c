/** Puts on the machine what the tests need: a redis-server, a Chromium, and clients of Direct Line in their own folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NEEDED = { 'redis-server': 'redis-server', chromium: 'chromium' };

const isThere = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

const clients = new URL('../test/clients', import.meta.url).pathname;

/** Their install scripts build nothing that is needed here. @returns what is missing, as sentences */
function installClients() {
  if (existsSync(`${clients}/node_modules`)) return [];
  console.log('Installing the clients of test/clients …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: clients, stdio: 'inherit' });
  return status === 0 ? [] : ['test/clients could not be installed; run "npm ci --ignore-scripts" there and read why.'];
}

const MEMORY = '/dev/shm';
/** Stores, profiles of Chromium and copies of the project that exist at one time take less. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * A new folder for what tests write, in memory where there is room: the service refuses a message when the disk stands
 * still for 700 ms, as it should, and a busy machine's disk does.
 */
export function passingFolder() {
  const memory = existsSync(MEMORY) ? statfsSync(MEMORY) : undefined;
  const hasRoom = memory !== undefined && memory.bavail * memory.bsize >= ROOM_BYTES;
  return mkdtempSync(join(hasRoom ? MEMORY : tmpdir(), 'rumbo-test-'));
}

/** @returns what is still missing, as sentences */
export const prepareMachine = () => [...installPackages(), ...installClients()];

function installPackages() {
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
