import { count, flag, readOptions, someOf } from '../support/options.js';
import { startRedis } from '../support/redis.js';
import { type Column, table } from '../support/table.js';
import { bytesPerConversation } from './bytes.js';
import { CASES, type Case } from './cases.js';
import { type Figures, runRound, type Size } from './round.js';

const options = readOptions({
  rounds: count('rounds of each case', 3),
  case: someOf('only this case', CASES),
  quick: flag('shorter rounds, no bytes'),
  json: flag('for programs'),
});

const FULL: Size = { connections: 64, warmUpConversations: 500, timedMs: 2_500 };
const QUICK: Size = { connections: 64, warmUpConversations: 200, timedMs: 1_500 };
/** Below the range from which the system gives out its own ports. */
const FIRST_PORT = 21_000;

const COLUMNS: Column<Row>[] = [
  { title: 'case', of: ({ name, about }) => `${name}: ${about}` },
  { title: 'turns/s', of: ({ turnsPerSecond }) => turnsPerSecond.toFixed(0) },
  { title: 'CPU ms/turn', of: ({ cpuPerTurn }) => cpuPerTurn.toFixed(3) },
  { title: 'p50 ms', of: ({ p50 }) => p50.toFixed(0) },
  { title: 'p99 ms', of: ({ p99 }) => p99.toFixed(0) },
  { title: 'first answer ms', of: ({ first }) => first.toFixed(0) },
  { title: 'memory MB', of: ({ memory }) => (memory / 1e6).toFixed(0) },
  { title: 'bytes/conversation', of: ({ bytes: found }) => (found ? String(found.kept) : '') },
  { title: 'transcript', of: ({ bytes: found }) => (found ? String(found.transcript) : '') },
  { title: 'records', of: ({ bytes: found }) => (found ? String(found.records) : '') },
  { title: 'turns × (c)', of: ({ timesTurns }) => timesTurns?.toFixed(2) ?? '' },
  { title: 'CPU ÷ (c)', of: ({ timesCpu }) => timesCpu?.toFixed(2) ?? '' },
  { title: 'busy', of: ({ busy }) => busy.toFixed(2) },
];

const note = (line: string) => process.stderr.write(`${line}\n`);
const chosen = options.case;
const redis = await startRedis({ port: FIRST_PORT });
const rounds: Record<string, Figures[]> = Object.fromEntries(chosen.map(({ name }) => [name, []]));
for (let round = 0; round < options.rounds; round += 1)
  for (const [index, one] of chosen.entries()) {
    const port = FIRST_PORT + 10 + 2 * (round * CASES.length + index);
    const figures = await runRound(one, redis, { port, sinkPort: port + 1 }, options.quick ? QUICK : FULL);
    rounds[one.name]?.push(figures);
    note(
      `round ${round + 1} ${one.name}: ${Math.round(figures.turnsPerSecond)} turns/s, ${figures.cpuPerTurn.toFixed(3)} ms, busy ${figures.busy.toFixed(2)}`,
    );
  }
const bytes = options.quick ? {} : await bytesPerConversation(chosen, redis, FIRST_PORT + 200, note);
await redis.stop();

const rows = chosen.map((one) => row(one));
if (options.json) console.log(JSON.stringify(rows));
else console.log(table(COLUMNS, rows));
process.exit(0);

type Row = ReturnType<typeof row>;

function row({ name, about }: Case) {
  const own = rounds[name] ?? [];
  const middle = (read: (figures: Figures) => number) => median(own.map(read));
  return {
    name,
    about,
    turnsPerSecond: middle((one) => one.turnsPerSecond),
    cpuPerTurn: middle((one) => one.cpuPerTurn),
    p50: middle((one) => one.p50),
    p99: middle((one) => one.p99),
    first: middle((one) => one.first),
    memory: middle((one) => one.memory),
    busy: middle((one) => one.busy),
    bytes: bytes[name],
    timesTurns: paired(name, (one, peer) => one.turnsPerSecond / peer.turnsPerSecond),
    timesCpu: paired(name, (one, peer) => one.cpuPerTurn / peer.cpuPerTurn),
  };
}

/** Rounds are compared with the round of (c) that ran beside them, and the middle ratio counts. */
function paired(name: string, ratio: (one: Figures, peer: Figures) => number): number | undefined {
  const peers = rounds['c'] ?? [];
  const ratios = (rounds[name] ?? []).flatMap((one, index) => (peers[index] ? [ratio(one, peers[index])] : []));
  return ratios.length > 0 ? median(ratios) : undefined;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}
