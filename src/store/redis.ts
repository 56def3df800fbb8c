import { createHash } from 'node:crypto';
import { createClient, createCluster, RESP_TYPES } from 'redis';
import { RumboError } from '../errors.js';
import type { DueMember, ListEntry, Store } from './contract.js';
import { decodeEntry, decodeReply, encodeSteps, type ScriptReply } from './redisCall.js';
import { SCRIPT } from './redisScript.js';

/** A store that does not answer within this is away: the sender is told 503 and tries again. */
const ANSWER_MS = 700;
/** Longest pause between two tries to connect. */
const RECONNECT_MS = 1_000;
/** Reads of many keys go out in groups of so many. */
const GROUP = 256;
const SCAN_COUNT = 500;

const SHA = createHash('sha1').update(SCRIPT).digest('hex');
const PROBE = '{probe}at';

/** What both a client and a cluster can do for us. */
interface Connection {
  send(key: string, words: (string | Buffer)[]): Promise<unknown>;
  scan(prefix: string): AsyncIterable<string>;
  close(): Promise<void>;
}

/** The Redis store. @param options.url one address, or several separated by commas: a cluster */
export async function openRedis({ url }: { url: string }): Promise<Store> {
  const urls = url.split(',').map((one) => one.trim());
  const connection = await patient(urls.length > 1 ? connectCluster(urls) : connectOne(urls[0] ?? ''));
  const send = (key: string, words: (string | Buffer)[]) => patient(connection.send(key, words));

  async function run(keys: string[], words: (string | Buffer)[]): Promise<unknown> {
    const [first = ''] = keys;
    const rest = [String(keys.length), ...keys, ...words];
    try {
      return await connection.send(first, ['EVALSHA', SHA, ...rest]);
    } catch (error) {
      if (!String(error).includes('NOSCRIPT')) throw error;
      return connection.send(first, ['EVAL', SCRIPT, ...rest]);
    }
  }

  async function due(key: string, until: number, limit: number): Promise<DueMember[]> {
    const words = ['ZRANGE', key, '-inf', String(until), 'BYSCORE', 'LIMIT', '0', String(limit), 'WITHSCORES'];
    const flat = (await send(key, words)) as Buffer[];
    return flat.flatMap((member, index) =>
      index % 2 ? [] : [{ member: member.toString(), at: Number(flat[index + 1]?.toString()) }],
    );
  }

  async function dueIn(keys: string[], until: number, limit: number): Promise<Map<string, DueMember[]>> {
    const found = new Map<string, DueMember[]>();
    for (let from = 0; from < keys.length; from += GROUP) {
      const group = keys.slice(from, from + GROUP);
      const members = await Promise.all(group.map((key) => due(key, until, limit)));
      for (const [index, key] of group.entries()) if (members[index]?.length) found.set(key, members[index]);
    }
    return found;
  }

  return {
    async transact(tag, steps) {
      const { keys, words } = encodeSteps(tag, steps);
      return decodeReply((await patient(run(keys, words))) as ScriptReply, steps);
    },
    get: async (key) => ((await send(key, ['GET', key])) as Buffer | null) ?? undefined,
    async list(key, after = 0, limit) {
      const words = ['XRANGE', key, `0-${after + 1}`, '+', ...(limit === undefined ? [] : ['COUNT', String(limit)])];
      return ((await send(key, words)) as Parameters<typeof decodeEntry>[0][]).map(decodeEntry) satisfies ListEntry[];
    },
    due,
    dueIn,
    keys: (prefix) => connection.scan(prefix),
    compact: async () => void (await send(PROBE, ['BGREWRITEAOF'])),
    probe: async () => void (await send(PROBE, ['SET', PROBE, '1'])),
    close: () => connection.close(),
  };
}

/** Whatever goes wrong, or takes too long, nothing is known to be written. */
async function patient<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${ANSWER_MS} ms`)), ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (cause) {
    throw new RumboError('store_unavailable', 'The store did not answer.', { cause });
  } finally {
    clearTimeout(timer);
  }
}

const socket = {
  reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, RECONNECT_MS),
  connectTimeout: ANSWER_MS,
};
const BYTES = { [RESP_TYPES.BLOB_STRING]: Buffer };

/** Escapes what a pattern of SCAN would read as its own. */
const pattern = (prefix: string) => `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;

async function connectOne(url: string): Promise<Connection> {
  const client = createClient({ url, socket, disableOfflineQueue: true });
  // Told by each command; without a listener a lost connection would end the process.
  client.on('error', () => {});
  await client.connect();
  return {
    send: (_key, words) => client.sendCommand(words, { typeMapping: BYTES }),
    async *scan(prefix) {
      for await (const found of client.scanIterator({ MATCH: pattern(prefix), COUNT: SCAN_COUNT })) yield* found;
    },
    close: async () => client.destroy(),
  };
}

async function connectCluster(urls: string[]): Promise<Connection> {
  const cluster = createCluster({
    rootNodes: urls.map((url) => ({ url })),
    defaults: { socket, disableOfflineQueue: true },
  });
  cluster.on('error', () => {});
  await cluster.connect();
  return {
    send: (key, words) => cluster.sendCommand(key, false, words, { typeMapping: BYTES }),
    async *scan(prefix) {
      for (const master of cluster.masters) {
        const node = await cluster.nodeClient(master);
        for await (const found of node.scanIterator({ MATCH: pattern(prefix), COUNT: SCAN_COUNT })) yield* found;
      }
    },
    close: async () => cluster.destroy(),
  };
}
