import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { advance } from '../../dialogs/advance.js';
import { compileFlow } from '../../dialogs/compile.js';
import type { Flow } from '../../dialogs/flow.js';
import { NOTHING } from '../../dialogs/meaning.js';
import { newSession, type Session } from '../../dialogs/session.js';
import { createDirectory } from '../../src/directory/directory.js';
import { loadDirectory } from '../../src/directory/load.js';
import { startRedis } from '../support/redis.js';
import { table } from '../support/table.js';
import { CASES } from '../turns/cases.js';
import { runRound } from '../turns/round.js';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, most: { type: 'string', default: '1000000' } },
});
const root = join(import.meta.dirname, '../../..');
const RUNS = 2_000;
const WARM_UP = 500;
const PORT = 21_600;
const note = (line: string) => process.stderr.write(`${line}\n`);

interface Row {
  what: string;
  size: number;
  cost: string;
}

/** Microseconds of one call, in the middle of many. */
function microseconds(call: () => void): number {
  for (let run = 0; run < WARM_UP; run += 1) call();
  const from = performance.now();
  for (let run = 0; run < RUNS; run += 1) call();
  return ((performance.now() - from) * 1000) / RUNS;
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
  return [10, 100, 1_000].map((size) => {
    const compiled = compileFlow(flowOf(size), '1');
    const flows = { get: () => compiled, current: () => compiled };
    const half = `q${Math.floor(size / 2)}`;
    const session: Session = { ...newSession('p'), at: { flow: 'long', version: '1', step: half } as Session['at'] };
    const input = { type: 'message', at: 0, medium: 'choice', meaning: NOTHING, answer: 'yes' } as const;
    return {
      what: 'states of a flow: one answer, µs',
      size,
      cost: microseconds(() => advance(flows, session, input)).toFixed(0),
    };
  });
}

function byServices(): Row[] {
  const data = loadDirectory(join(root, 'directory'));
  return [10, 120, 500, 5_000].map((size) => {
    const services = Array.from({ length: size }, (_, index) => {
      const one = data.services[index % data.services.length] as (typeof data.services)[number];
      return { ...one, id: `${one.id}-${index}` };
    });
    const directory = createDirectory({ ...data, services }, { timeZone: 'Europe/Brussels' });
    const wish = {
      need: 'housing',
      danger: 'none',
      language: 'es',
      at: 0,
      limit: 3,
      except: [],
      place: { region: 'brussels' },
    } as unknown as Parameters<typeof directory.match>[0];
    return { what: 'services: one match, µs', size, cost: microseconds(() => directory.match(wish)).toFixed(0) };
  });
}

/** Stored conversations in the shape of ours; a script of Redis writes them, a hundred thousand at a time. */
const FILL = `for index = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local tag = string.format('{s%04d}', index % 1024)
  redis.call('SET', tag .. 'c:stored' .. index, ARGV[3])
  redis.call('ZADD', tag .. 'd:stored' .. index, 1, 'aaaaaaaaaaaaaaaa', 2, 'bbbbbbbbbbbbbbbb')
  redis.call('ZADD', tag .. 'due', '9999999999999', 'expire:stored' .. index)
end`;
const PIECE = 100_000;

async function byConversations(most: number): Promise<Row[]> {
  const ours = CASES.find(({ name }) => name === 'whatsapp');
  if (!ours) throw new Error('The case "whatsapp" is missing.');
  const rows: Row[] = [];
  for (const [index, size] of [1_000, 10_000, 100_000, 1_000_000].filter((one) => one <= most).entries()) {
    const redis = await startRedis({ port: PORT + 10 * index });
    const fill = async () => {
      for (let from = 1; from <= size; from += PIECE)
        await redis.command('EVAL', FILL, '0', String(from), String(Math.min(size, from + PIECE - 1)), 'x'.repeat(400));
    };
    const ports = { port: PORT + 10 * index + 1, sinkPort: PORT + 10 * index + 2 };
    const figures = await runRound(
      ours,
      redis,
      ports,
      { connections: 32, warmUpConversations: 300, timedMs: 2_500 },
      fill,
    );
    rows.push({
      what: 'stored conversations: CPU of one turn over WhatsApp, ms',
      size,
      cost: figures.cpuPerTurn.toFixed(3),
    });
    note(`${size} conversations: ${figures.cpuPerTurn.toFixed(3)} ms`);
    await redis.stop();
  }
  return rows;
}

const rows = [...byStates(), ...byServices(), ...(await byConversations(Number(values.most)))];
if (values.json) console.log(JSON.stringify(rows));
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
