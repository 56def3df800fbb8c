import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { RumboError } from '../errors.js';

/** Socket addresses hold so many bytes on every system we know. */
const MAX_ADDRESS = 100;

/**
 * Makes this process the only one on a data folder. The kernel lets go of the socket when the process dies however it
 * dies, so nothing stale keeps a restart out.
 * @returns how to let go · @throws RumboError data_unwritable, data_in_use
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  makeWritable(folder);
  const address = addressFor(folder);
  const holder = await whoListens(address);
  if (holder !== undefined) throw new RumboError('data_in_use', `The folder ${folder} is in use by process ${holder}.`);
  rmSync(address, { force: true });
  const server = await listen(address);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new RumboError('data_unwritable', `The folder ${folder} cannot be written.`, { cause });
  }
}

function addressFor(folder: string): string {
  const inside = join(realpathSync(folder), 'process.sock');
  const near = relative(process.cwd(), inside);
  const shortest = near.length < inside.length ? near : inside;
  if (shortest.length <= MAX_ADDRESS) return shortest;
  return join(tmpdir(), `rumbo-${createHash('sha256').update(inside).digest('hex').slice(0, 16)}.sock`);
}

/** @returns the id of the process that holds the folder, undefined when nobody does */
function whoListens(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let told = '';
    const socket = connect(address);
    socket.on('data', (data) => {
      told += data.toString();
    });
    socket.on('error', () => resolve(undefined));
    socket.on('end', () => resolve(told || 'unknown'));
  });
}

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => socket.end(String(process.pid)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  server.unref();
  return server;
}
