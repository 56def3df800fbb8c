import { createClient, createCluster, RESP_TYPES } from '@redis/client';
import { ANSWER_MS } from './inTime.js';
import { answered } from './redisAway.js';

/** Time for the first connection, in milliseconds: all addresses of a cluster are tried in turn. */
const CONNECT_MS = 5_000;
const FIRST_PAUSE_MS = 50;
/** Longest pause between two tries to connect again. */
const RECONNECT_MS = 1_000;
/** Commands that may wait in one connection while Redis hangs; more are refused at once. */
const MAX_WAITING = 10_000;

export type Words = (string | Buffer)[];

/** One server that holds keys: the only one, or a master of a cluster. */
export type Send = (words: Words) => Promise<unknown>;

/** What a client and a cluster can both do for the store; every answer comes in time or is refused. */
export interface Connection {
  /** Keys of different tags lie on different servers, so that no command may name both. */
  isCluster: boolean;
  /** Sends a command to where the key lives. @param patienceMs ANSWER_MS unless told */
  send(key: string, words: Words, patienceMs?: number): Promise<unknown>;
  /** Each server that holds keys. */
  servers(): Promise<Send[]>;
  close(): void;
}

/**
 * @param addresses one address, or several separated by commas: a cluster
 * @throws RumboError store_unavailable when the first connection fails; nothing goes on in the background then
 */
export function connect(addresses: string): Promise<Connection> {
  const [first = '', ...others] = addresses.split(',').map((one) => one.trim());
  return others.length > 0 ? connectCluster([first, ...others]) : connectOne(first);
}

// The old protocol answers alike for every command on every server: numbers as text, pairs as flat lists.
const PROTOCOL = { RESP: 2 } as const;
/** No time limit of the library's own: its abort signals cost more than the command, and `answered` keeps the time. */
const BYTES = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer }, timeout: 0 };
const backOff = (tries: number) => Math.min(FIRST_PAUSE_MS * 2 ** tries, RECONNECT_MS);
const LIMITS = { disableOfflineQueue: true, commandsQueueMaxLength: MAX_WAITING };

async function connectOne(url: string): Promise<Connection> {
  let connected = false;
  const reconnectStrategy = (tries: number, cause: Error) => (connected ? backOff(tries) : cause);
  const socket = { reconnectStrategy, connectTimeout: ANSWER_MS };
  const client = createClient({ ...PROTOCOL, ...LIMITS, url, socket });
  await firstConnection(client);
  connected = true;
  const send = (words: Words, patienceMs?: number) => answered(client.sendCommand(words, BYTES), patienceMs);
  return {
    isCluster: false,
    send: (_key, words, patienceMs) => send(words, patienceMs),
    servers: async () => [send],
    close: () => client.destroy(),
  };
}

async function connectCluster(urls: string[]): Promise<Connection> {
  const cluster = createCluster({
    ...PROTOCOL,
    rootNodes: urls.map((url) => ({ url })),
    minimizeConnections: true,
    defaults: {
      ...LIMITS,
      ...credentials(urls[0] ?? ''),
      socket: { reconnectStrategy: backOff, connectTimeout: ANSWER_MS, ...encryption(urls[0] ?? '') },
    },
  });
  await firstConnection(cluster);
  return {
    isCluster: true,
    send: (key, words, patienceMs) => answered(cluster.sendCommand(key, false, words, BYTES), patienceMs),
    servers: async () =>
      cluster.masters.map((master) => (words) => {
        const reply = async () => (await cluster.nodeClient(master)).sendCommand(words, BYTES);
        return answered(reply());
      }),
    close: () => cluster.destroy(),
  };
}

/** The servers a cluster names itself do not inherit the user, password and encryption of the addresses we know. */
function credentials(url: string) {
  const { username, password } = new URL(url);
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
  };
}

const encryption = (url: string) => (new URL(url).protocol === 'rediss:' ? { tls: true as const } : {});

interface Connecting {
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  destroy(): void;
}

async function firstConnection(client: Connecting): Promise<void> {
  // Each command tells of it; without a listener a lost connection would end the process.
  client.on('error', () => {});
  try {
    await answered(client.connect(), CONNECT_MS);
  } catch (error) {
    client.destroy();
    throw error;
  }
}
