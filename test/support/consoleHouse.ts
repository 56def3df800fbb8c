import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import restify from 'restify';
import { type Account, type Accounts, createAccounts } from '../../src/console/accounts.js';
import { createLinks, type Links } from '../../src/console/links.js';
import { createLogins, type Logins } from '../../src/console/logins.js';
import { type Console, mountConsole } from '../../src/console/mount.js';
import type { OpenMedia } from '../../src/console/route.js';
import { createVault, type Vault } from '../../src/console/vault.js';
import { createSealer } from '../../src/sealing/sealer.js';
import { createCallers } from '../../src/server/callers.js';
import type { Store } from '../../src/store/contract.js';
import { openLmdb } from '../../src/store/lmdb.js';
import { PATIENCE_MS } from './keeping.js';
import { createMemoryDesk, type MemoryDesk } from './memoryDesk.js';
import { createMemoryNotSent, type MemoryNotSent } from './memoryNotSent.js';

export const PASSWORD = 'cuatro sillas y un barco';

/** A clock the test moves. */
export interface Clock {
  at: number;
}

/** The parts under the console's API, on a real store in a folder of its own. */
export interface House {
  clock: Clock;
  store: Store;
  vault: Vault;
  accounts: Accounts;
  links: Links;
  logins: Logins;
  /** An account made as in real life, by a link. */
  someone(name: string): Promise<Account>;
  tearDown(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const clock = { at: Date.UTC(2026, 0, 15, 10) };
  const now = () => clock.at;
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  const store = await openLmdb({ folder, now, patienceMs: () => PATIENCE_MS });
  const vault = createVault(store, createSealer(randomBytes(32)));
  const accounts = createAccounts(vault, now, randomBytes);
  const links = createLinks({ vault, accounts, baseUrl: 'http://localhost', now, random: randomBytes });
  const logins = createLogins(vault, accounts, now, randomBytes);

  async function someone(name: string): Promise<Account> {
    const link = (await links.first()) ?? (await links.invite());
    return links.redeem(tokenOf(link), { name, email: `${name}@example.org`.toLowerCase(), password: PASSWORD });
  }
  async function tearDown(): Promise<void> {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { clock, store, vault, accounts, links, logins, someone, tearDown };
}

export const tokenOf = (link: string): string => link.split('#setup=')[1] ?? '';

/** A running console and the desk behind it. */
export interface RunningConsole {
  url: string;
  clock: Clock;
  desk: MemoryDesk;
  notSent: MemoryNotSent;
  console: Console;
  logged: string[];
  /** Of the audit list, in order. */
  deeds(): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param folder of the built page */
export async function startConsole({
  folder = '/nowhere',
  clock = { at: Date.UTC(2026, 0, 15, 10) },
  openMedia,
}: {
  folder?: string;
  clock?: Clock;
  openMedia?: OpenMedia;
} = {}): Promise<RunningConsole> {
  const now = () => clock.at;
  const data = mkdtempSync(join(tmpdir(), 'console-'));
  const store = await openLmdb({ folder: data, now, patienceMs: () => PATIENCE_MS });
  const desk = createMemoryDesk(now);
  const notSent = createMemoryNotSent(now);
  const server = restify.createServer();
  const logged: string[] = [];
  const write = (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mounted = mountConsole(server, {
    desk,
    notSent,
    store,
    sealer: createSealer(randomBytes(32)),
    baseUrl: url,
    secure: false,
    addressOf: createCallers().addressOf,
    now,
    random: randomBytes,
    log: { info: write, warn: write, error: write },
    folder,
    ...(openMedia && { openMedia }),
  });

  async function stop(): Promise<void> {
    mounted.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await store.close();
    rmSync(data, { recursive: true, force: true });
  }
  const deeds = async () =>
    (await store.list('{console}audit')).map(({ value }) => JSON.parse(value.toString()).deed as string);
  return { url, clock, desk, notSent, console: mounted, logged, deeds, stop };
}

export interface Answer {
  status: number;
  code?: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field in tests
  body: any;
  headers: Headers;
}

/** A browser as far as the API can tell: it keeps its cookie and says where its requests come from. */
export class Visitor {
  cookie = '';
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}/console/api/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-rumbo': '1',
        'sec-fetch-site': 'same-origin',
        origin: this.#url,
        cookie: this.cookie,
        ...headers,
      },
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }),
    });
    const set = response.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const answer = text ? JSON.parse(text) : undefined;
    return { status: response.status, code: answer?.error?.code, body: answer, headers: response.headers };
  }

  get = (path: string, headers?: Record<string, string>) => this.ask('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.ask('POST', path, body, headers);
  put = (path: string, body?: unknown) => this.ask('PUT', path, body);

  signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.post('login', { email, password });
  }
}

/** The first administrator, signed in by her link. */
export async function administratorOf({ url, console }: RunningConsole): Promise<Visitor> {
  const visitor = new Visitor(url);
  const token = tokenOf((await console.firstAdministratorLink()) ?? '');
  await visitor.post('setup', { token, name: 'Coordinadora', email: 'coordinator@example.org', password: PASSWORD });
  return visitor;
}

/** A coordinator whom the administrator invited. */
export async function coordinatorOf(running: RunningConsole, administrator: Visitor, name: string): Promise<Visitor> {
  const visitor = new Visitor(running.url);
  running.clock.at += 1;
  const token = tokenOf((await administrator.post('invitations')).body.link);
  await visitor.post('setup', { token, name, email: `${name.toLowerCase()}@example.org`, password: PASSWORD });
  return visitor;
}
