import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RumboError } from '../errors.js';

/** Socket addresses hold so many bytes on every system we know. */
const MAX_ADDRESS = 100;
/** A process that lives answers its socket within this. */
const ANSWER_MS = 1_000;
/** Two that start together settle it in milliseconds; after so many looks something else is wrong. */
const MAX_LOOKS = 40;
const LOOK_AGAIN_MS = 50;

/** What connecting to an address without a living process ends in. */
const NOBODY = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']);

/** A process that wants the folder: `starting` until it has seen nobody else, then `holding`. */
interface Claim {
  server: Server;
  address: string;
  state: 'starting' | 'holding';
}

/**
 * Makes this process the only one on a data folder. Each starter opens a socket of its own there and then looks at
 * all others. The kernel closes the socket when the process dies, however it dies, so nothing stale keeps a restart
 * out; and since no name is used twice, removing a dead one can never hit a living process.
 * @returns how to let go · @throws RumboError data_unwritable, data_in_use
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  makeWritable(folder);
  const prefix = addressPrefix(folder);
  const claim = await openClaim(`${prefix}${randomBytes(4).toString('hex')}.sock`);
  const release = () => new Promise<void>((resolve) => claim.server.close(() => resolve()));
  const holder = await otherHolder(claim, prefix);
  if (holder === undefined) return release;
  await release();
  throw new RumboError('data_in_use', `The folder ${folder} is in use by process ${holder}.`);
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new RumboError('data_unwritable', `The folder ${folder} cannot be written.`, { cause });
  }
}

/** What the addresses of all starters on a folder begin with. */
function addressPrefix(folder: string): string {
  const inside = join(realpathSync(folder), 'process-');
  const near = relative(process.cwd(), inside);
  const shortest = near.length < inside.length ? near : inside;
  if (shortest.length + '01234567.sock'.length <= MAX_ADDRESS) return shortest;
  return join(tmpdir(), `rumbo-${createHash('sha256').update(inside).digest('hex').slice(0, 16)}-`);
}

async function openClaim(address: string): Promise<Claim> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(`${claim.state} ${process.pid}`);
  });
  const claim: Claim = { server, address, state: 'starting' };
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  } catch (cause) {
    throw new RumboError('data_unwritable', 'The data folder cannot be locked.', { cause });
  }
  server.unref();
  return claim;
}

/** Of two that start together the one whose name sorts first stays, and waits until the other has gone. */
async function otherHolder(claim: Claim, prefix: string): Promise<string | undefined> {
  let rival: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    rival = undefined;
    for (const address of othersOf(claim, prefix)) {
      const answer = await ask(address);
      if (answer === undefined) rmSync(address, { force: true });
      else if (answer.state === 'lost' || (answer.state === 'starting' && claim.address < address)) rival = answer.pid;
      else return answer.pid;
    }
    if (rival === undefined) break;
    await pause(LOOK_AGAIN_MS);
  }
  // Somebody may have looked before we listened and removed our address as a dead one.
  if (rival === undefined && existsSync(claim.address)) claim.state = 'holding';
  return claim.state === 'holding' ? undefined : (rival ?? 'unknown');
}

function othersOf({ address }: Claim, prefix: string): string[] {
  const folder = dirname(prefix);
  return readdirSync(folder)
    .filter((name) => name.startsWith(basename(prefix)) && name.endsWith('.sock'))
    .map((name) => join(folder, name))
    .filter((other) => other !== address);
}

interface Answer {
  /** `lost`: the other ended while it was asked; ask again. */
  state: 'starting' | 'holding' | 'lost';
  pid: string;
}

/** @returns undefined when nobody lives behind the address; one that is busy or stopped still lives, and holds */
function ask(address: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let told = '';
    const socket = connect(address);
    const settle = (silent: Answer['state']) => {
      const [state, pid = 'unknown'] = told.split(' ');
      socket.destroy();
      resolve({ state: state === 'starting' || state === 'holding' ? state : silent, pid });
    };
    socket.setEncoding('utf8').setTimeout(ANSWER_MS, () => settle('holding'));
    socket.on('data', (data) => {
      told += data;
    });
    socket.on('end', () => settle('lost'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (NOBODY.has(error.code ?? '')) resolve(undefined);
      else settle(error.code === 'ECONNRESET' ? 'lost' : 'holding');
    });
  });
}
