import { count, flag, path, readOptions, someOf } from '../support/options.js';
import { FAULT_CLASSES, type FaultClass } from './faults/index.js';
import { runPhase, skippedRow } from './phase.js';
import { hasFailed, type Row, report } from './report.js';
import { PORTS_EACH } from './world.js';

const {
  kills,
  conversations,
  seed,
  seconds = Number.POSITIVE_INFINITY,
  only: chosen,
  port: firstPort,
  logs,
  json,
} = readOptions({
  kills: count('faults in all', 200),
  conversations: count('conversations in all', 10_000),
  seed: count('the same seed, the same faults', 1),
  seconds: count('ends what still runs after so many', undefined),
  only: someOf('only this class', FAULT_CLASSES),
  port: count('the first of those used', 22_000),
  logs: path("where the servers' logs are kept"),
  json: flag('for programs'),
});
const deadline = Date.now() + seconds * 1000;
const note = (line: string) => process.stderr.write(`${line}\n`);
process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
const rows: Row[] = [];
for (const [index, fault] of chosen.entries()) {
  const row = await rowOf(fault, index);
  rows.push(row);
  for (const line of trouble(row, fault)) note(line);
}
console.log(json ? JSON.stringify(rows) : report(rows));
process.exit(rows.some(hasFailed) ? 1 : 0);

async function rowOf(fault: FaultClass, index: number): Promise<Row> {
  const skipped = fault.impossible?.();
  if (skipped) return skippedRow(fault, seed, skipped);
  return runPhase(fault, {
    ...sizeOf(fault),
    seed,
    firstPort: firstPort + index * PORTS_EACH,
    deadline,
    note,
    logs,
  });
}

/** One class alone gets everything; together each gets its part. */
function sizeOf(fault: FaultClass) {
  if (chosen.length === 1) return { conversations, kills };
  return {
    conversations: Math.ceil(conversations * fault.conversations),
    kills: Math.ceil(kills * fault.kills),
  };
}

/** What to look at, and how to see it again. */
function trouble(row: Row, fault: FaultClass): string[] {
  if (!hasFailed(row)) return [];
  const { conversations: asked, kills: wanted } = sizeOf(fault);
  return [
    `${row.name} failed: node dist/bench/chaos/run.js --only ${row.name} --seed ${seed} --kills ${wanted} --conversations ${asked}`,
    ...row.missed.map((what) => `  not struck: ${what}`),
    ...row.examples.map((example) => `  ${example}`),
  ];
}
