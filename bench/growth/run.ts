import { join } from 'node:path';
import { advance } from '../../dialogs/advance.js';
import { compileFlow } from '../../dialogs/compile.js';
import type { Flow } from '../../dialogs/flow.js';
import { NOTHING } from '../../dialogs/meaning.js';
import { newSession, type Session } from '../../dialogs/session.js';
import { LANGUAGES, NEEDS, REGIONS } from '../../dialogs/terms.js';
import type { Wish } from '../../src/directory/contract.js';
import { createDirectory } from '../../src/directory/directory.js';
import { loadDirectory } from '../../src/directory/load.js';
import { count, flag, readOptions } from '../support/options.js';
import { type Redis, startRedis } from '../support/redis.js';
import { table } from '../support/table.js';
import { CASES } from '../turns/cases.js';
import { runRound } from '../turns/round.js';

const { json, most } = readOptions({
  most: count('stored conversations at the end', 1_000_000),
  json: flag('for programs'),
});
const root = join(import.meta.dirname, '../../..');
const RUNS = 200;
const SPELLS = 15;
/** Enough for the compiler to be done with what is timed. */
const WARM_UP = 5_000;
const PORT = 21_600;
const note = (line: string) => process.stderr.write(`${line}\n`);

interface Row {
  what: string;
  size: number;
  cost: string;
}

/** Microseconds of one call: warmed up at this very size, then the middle of many short spells, so that none counts twice. */
function microseconds(call: (run: number) => void): number {
  for (let run = 0; run < WARM_UP; run += 1) call(run);
  const spells = Array.from({ length: SPELLS }, () => {
    const from = performance.now();
    for (let run = 0; run < RUNS; run += 1) call(run);
    return ((performance.now() - from) * 1000) / RUNS;
  });
  return spells.sort((a, b) => a - b)[Math.floor(SPELLS / 2)] ?? 0;
}

/** A flow of so many questions, one after the other. */
function flowOf(states: number): Flow {
  const ids = Array.from({ length: states }, (_, index) => `q${index}`);
  const steps = Object.fromEntries(
    ids.map((id, index) => [id, { type: 'choose', choices: [{ tag: 'yes', to: ids[index + 1] ?? 'over' }] }]),
  );
  return { flow: 'long', start: 'q0', steps: { ...steps, over: { type: 'end' } } } as unknown as Flow;
}

function byStates(): Row[] {
  const sizes = [10, 100, 1_000].map((size) => ({ size, answer: answerIn(size) }));
  // All of them first: the compiler learns from each, and the first would pay for all.
  for (const { answer } of sizes) microseconds(answer);
  return sizes.map(({ size, answer }) => {
    return { what: 'states of a flow: one answer, µs', size, cost: microseconds(answer).toFixed(0) };
  });
}

/** One answer in the middle of a flow of so many states. */
function answerIn(states: number): () => void {
  const compiled = compileFlow(flowOf(states), '1');
  const flows = { get: () => compiled, current: () => compiled };
  const half = `q${Math.floor(states / 2)}`;
  const session: Session = { ...newSession('p'), at: { flow: 'long', version: '1', step: half } as Session['at'] };
  const input = { type: 'message', at: 0, medium: 'choice', meaning: NOTHING, answer: 'yes' } as const;
  return () => void advance(flows, session, input);
}

/** Every need, region and language: more wishes than one directory is asked at a time. */
const WISHES = NEEDS.flatMap((need) =>
  REGIONS.flatMap((region) =>
    LANGUAGES.map((language) => {
      return { need, danger: 'none', language, at: 0, limit: 3, except: [], place: { region } } as const;
    }),
  ),
);
type Match = ReturnType<typeof createDirectory>['match'];

function byServices(): Row[] {
  const data = loadDirectory(join(root, 'directory'));
  return [10, 120, 500, 5_000].flatMap((size): Row[] => {
    const services = Array.from({ length: size }, (_, index) => {
      const one = data.services[index % data.services.length] as (typeof data.services)[number];
      return { ...one, id: `${one.id}-${index}` };
    });
    const open = () => createDirectory({ ...data, services }, { timeZone: 'Europe/Brussels' }).match;
    const match = open();
    return [
      { what: 'services: first match of its kind, µs', size, cost: firstMatch(open()).toFixed(0) },
      { what: 'services: one match, µs', size, cost: microseconds((run) => void ask(match, run)).toFixed(0) },
    ];
  });
}

const ask = (match: Match, run: number) => match({ ...(WISHES[run % WISHES.length] ?? WISHES[0]), except: [] } as Wish);

/** In the middle of all kinds of wishes, each put once. */
function firstMatch(match: Match): number {
  const times = WISHES.map((_, run) => {
    const from = performance.now();
    ask(match, run);
    return (performance.now() - from) * 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/**
 * Stored conversations as the store writes them, of five messages each and without their lines, which no other
 * conversation's turn reads; a script of Redis writes them, a hundred thousand at a time.
 */
const FILL = `for index = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local tag, id = string.format('{s%04d}', index % 1024), string.format('stored%016d', index)
  redis.call('SET', tag .. 'c:' .. id, ARGV[3])
  redis.call('ZADD', tag .. 'd:' .. id, 498706, 'aaaaaaaaa', 498706, 'bbbbbbbbb', 498706, 'ccccccccc', 498706, 'ddddddddd', 498706, 'eeeeeeeee')
  redis.call('ZADD', tag .. 'due', '9999999999999', 'expire:' .. id)
end`;
const PIECE = 100_000;
/** Bytes of a packed and sealed session (`npm run bench -- turns`). */
const SESSION_BYTES = 178;

/** Each piece is one write; waiting for the disk after each is what is measured, not what prepares it. */
async function fill(redis: Redis, size: number): Promise<void> {
  await redis.command('CONFIG', 'SET', 'appendfsync', 'no');
  const session = 'x'.repeat(SESSION_BYTES);
  for (let from = 1; from <= size; from += PIECE)
    await redis.command('EVAL', FILL, '0', String(from), String(Math.min(size, from + PIECE - 1)), session);
  await redis.command('CONFIG', 'SET', 'appendfsync', 'always');
}

/** Bytes of Redis for each of them, tables included. */
async function bytesEach(redis: Redis, size: number): Promise<string> {
  const info = String(await redis.command('INFO', 'memory'));
  return (Number(/used_memory:(\d+)/.exec(info)?.[1]) / size).toFixed(0);
}

async function byConversations(most: number): Promise<Row[]> {
  const ours = CASES.find(({ name }) => name === 'whatsapp');
  if (!ours) throw new Error('The case "whatsapp" is missing.');
  const rows: Row[] = [];
  for (const [index, size] of [1_000, 10_000, 100_000, 1_000_000].filter((one) => one <= most).entries()) {
    const redis = await startRedis({ port: PORT + 10 * index });
    let bytes = '';
    const prepare = async () => {
      await fill(redis, size);
      bytes = await bytesEach(redis, size);
    };
    const ports = { port: PORT + 10 * index + 1, sinkPort: PORT + 10 * index + 2 };
    const figures = await runRound(
      ours,
      redis,
      ports,
      { connections: 32, warmUpConversations: 300, timedMs: 2_500 },
      prepare,
    );
    rows.push({
      what: 'stored conversations: CPU of one turn over WhatsApp, ms',
      size,
      cost: figures.cpuPerTurn.toFixed(3),
    });
    rows.push({ what: 'stored conversations: bytes of Redis each, without lines', size, cost: bytes });
    note(`${size} conversations: ${figures.cpuPerTurn.toFixed(3)} ms`);
    await redis.stop();
  }
  return rows;
}

const rows = [...byStates(), ...byServices(), ...(await byConversations(most))];
if (json) console.log(JSON.stringify(rows));
else
  console.log(
    table(
      [
        { title: 'what', of: ({ what }) => what },
        { title: 'size', of: ({ size }) => size.toLocaleString('en') },
        { title: 'cost', of: ({ cost }) => cost },
      ],
      rows,
    ),
  );
process.exit(0);
