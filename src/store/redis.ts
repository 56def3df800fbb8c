import { ErrorReply } from '@redis/client';
import { checkSteps, FENCE_SUFFIX, tagOf } from './check.js';
import type { DueMember, ListEntry, Step, StepResult, Store } from './contract.js';
import { PROBE } from './probe.js';
import { decodeReply, encodeSteps, packed, type ScriptReply } from './redisCall.js';
import { rewriteFiles } from './redisCompact.js';
import { type Connection, connect, type Send } from './redisConnection.js';
import { DUE_SCRIPT, SCRIPT, type Script } from './redisScript.js';

/** Many keys are read in groups of so many: Redis serves nobody else meanwhile. */
const GROUP = 256;
const SCAN_COUNT = '500';

/**
 * The Redis store. @param options.url one address, or several separated by commas: a cluster
 * @throws RumboError store_unavailable
 */
export async function openRedis({ url }: { url: string }): Promise<Store> {
  const connection = await connect(url);

  async function transact(tag: string, steps: Step[], patienceMs?: number): Promise<StepResult[]> {
    checkSteps(tag, steps);
    const { keys, words } = encodeSteps(tag, steps);
    const reply = await runScript(connection, SCRIPT, { keys, words: packed(words), patienceMs });
    return decodeReply(reply as ScriptReply, steps);
  }

  async function list(key: string, after?: number, limit?: number): Promise<ListEntry[]> {
    const [result] = await transact(tagOf(key), [{ reads: [{ read: 'list', key, after, limit }] }]);
    return (result?.reads[0] ?? []) as ListEntry[];
  }

  async function dueAmong(keys: string[], until: number, limit: number): Promise<[string, DueMember[]][]> {
    const found = await runScript(connection, DUE_SCRIPT, { keys, words: [String(until), String(limit)] });
    return (found as DueReply).map(([place, members]) => [keys[place - 1] ?? '', decodeMembers(members)]);
  }

  /** Keys that may be read at once; one, where keys of different tags lie apart. */
  let together = connection.isCluster ? 1 : GROUP;

  async function dueIn(keys: string[], until: number, limit: number): Promise<Map<string, DueMember[]>> {
    const found: [string, DueMember[]][] = [];
    for (const group of inGroups(keys, GROUP)) found.push(...(await dueInGroup(group, until, limit)));
    return new Map(found);
  }

  async function dueInGroup(group: string[], until: number, limit: number): Promise<[string, DueMember[]][]> {
    try {
      return (await Promise.all(inGroups(group, together).map((some) => dueAmong(some, until, limit)))).flat();
    } catch (error) {
      if (!isReply(error, 'CROSSSLOT') || together === 1) throw error;
      // One address, and a cluster behind it.
      together = 1;
      return dueInGroup(group, until, limit);
    }
  }

  return {
    transact,
    get: async (key) => ((await connection.send(key, ['GET', key])) as Buffer | null) ?? undefined,
    list,
    due: async (key, until, limit) => (await dueIn([key], until, limit)).get(key) ?? [],
    dueIn,
    keys: (prefix) => keysOf(connection, prefix),
    compact: async () => void (await Promise.all((await connection.servers()).map(rewriteFiles))),
    probe: async () => void (await transact(PROBE.tag, PROBE.steps)),
    close: async () => connection.close(),
  };
}

/** A server knows a script from its first use on, so that one round trip is enough. All keys lie on one server. */
async function runScript(
  connection: Connection,
  { text, sha }: Script,
  { keys, words, patienceMs }: { keys: string[]; words: (string | Buffer)[]; patienceMs?: number },
): Promise<unknown> {
  const [first = ''] = keys;
  const all = [String(keys.length), ...keys, ...words];
  try {
    return await connection.send(first, ['EVALSHA', sha, ...all], patienceMs);
  } catch (error) {
    if (!isReply(error, 'NOSCRIPT')) throw error;
    return connection.send(first, ['EVAL', text, ...all], patienceMs);
  }
}

const isReply = (error: unknown, code: string): boolean =>
  error instanceof ErrorReply && error.message.startsWith(code);

function inGroups<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, group) =>
    all.slice(group * size, (group + 1) * size),
  );
}

/** The places of the keys where something is due, from 1, and their members with their times. */
type DueReply = [place: number, members: Buffer[]][];

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
