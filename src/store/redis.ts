import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import { checkSteps, FENCE_SUFFIX, tagOf } from './check.js';
import type { DueMember, ListEntry, Step, StepResult, Store } from './contract.js';
import { PROBE } from './probe.js';
import { decodeReply, encodeSteps, packed, type ScriptReply } from './redisCall.js';
import { rewriteFiles } from './redisCompact.js';
import { type Connection, connect, type Send } from './redisConnection.js';
import { SCRIPT } from './redisScript.js';

/** Reads of many keys go out in groups of so many. */
const GROUP = 256;
const SCAN_COUNT = '500';
const SHA = createHash('sha1').update(SCRIPT).digest('hex');

/**
 * The Redis store. @param options.url one address, or several separated by commas: a cluster
 * @throws RumboError store_unavailable
 */
export async function openRedis({ url }: { url: string }): Promise<Store> {
  const connection = await connect(url);

  async function transact(tag: string, steps: Step[]): Promise<StepResult[]> {
    checkSteps(tag, steps);
    const { keys, words } = encodeSteps(tag, steps);
    const reply = await runScript(connection, tag, [String(keys.length), ...keys, ...packed(words)]);
    return decodeReply(reply as ScriptReply, steps);
  }

  async function list(key: string, after?: number, limit?: number): Promise<ListEntry[]> {
    const [result] = await transact(tagOf(key), [{ reads: [{ read: 'list', key, after, limit }] }]);
    return (result?.reads[0] ?? []) as ListEntry[];
  }

  async function due(key: string, until: number, limit: number): Promise<DueMember[]> {
    const words = ['ZRANGE', key, '-inf', String(until), 'BYSCORE', 'LIMIT', '0', String(limit), 'WITHSCORES'];
    return decodeMembers((await connection.send(key, words)) as Buffer[]);
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
    transact,
    get: async (key) => ((await connection.send(key, ['GET', key])) as Buffer | null) ?? undefined,
    list,
    due,
    dueIn,
    keys: (prefix) => keysOf(connection, prefix),
    compact: async () => void (await Promise.all((await connection.servers()).map(rewriteFiles))),
    probe: async () => void (await transact(PROBE.tag, PROBE.steps)),
    close: async () => connection.close(),
  };
}

/** A server knows the script from its first use on, so that one round trip is enough. */
async function runScript(connection: Connection, tag: string, words: (string | Buffer)[]): Promise<unknown> {
  try {
    return await connection.send(tag, ['EVALSHA', SHA, ...words]);
  } catch (error) {
    if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error;
    return connection.send(tag, ['EVAL', SCRIPT, ...words]);
  }
}

function decodeMembers(flat: Buffer[]): DueMember[] {
  return flat.flatMap((member, index) =>
    index % 2 ? [] : [{ member: member.toString(), at: Number(flat[index + 1]?.toString()) }],
  );
}

/** A scan may meet a key twice, and a key on its way between two servers lies on both. */
async function* keysOf(connection: Connection, prefix: string): AsyncIterable<string> {
  const seen = new Set<string>();
  for (const send of await connection.servers()) {
    for await (const key of scan(send, prefix)) {
      if (seen.has(key) || key.endsWith(FENCE_SUFFIX)) continue;
      seen.add(key);
      yield key;
    }
  }
}

/** Escapes what a pattern would read as its own. */
const pattern = (prefix: string) => `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;

async function* scan(send: Send, prefix: string): AsyncIterable<string> {
  let cursor = '0';
  do {
    const words = ['SCAN', cursor, 'MATCH', pattern(prefix), 'COUNT', SCAN_COUNT];
    const [next, keys] = (await send(words)) as [Buffer, Buffer[]];
    cursor = next.toString();
    yield* keys.map(String);
  } while (cursor !== '0');
}
