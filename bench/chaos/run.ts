import { parseArgs } from 'node:util';
import { FAULT_CLASSES, type FaultClass } from './faults/index.js';
import { runPhase, skippedRow } from './phase.js';
import { hasFailed, type Row, report } from './report.js';
import { PORTS_EACH } from './world.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    conversations: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    only: { type: 'string', multiple: true },
    port: { type: 'string', default: '22000' },
    logs: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const [kills, conversations, seed, firstPort] = [values.kills, values.conversations, values.seed, values.port].map(
  Number,
) as [number, number, number, number];
const deadline = values.seconds ? Date.now() + Number(values.seconds) * 1000 : Number.POSITIVE_INFINITY;
const note = (line: string) => process.stderr.write(`${line}\n`);
const chosen = FAULT_CLASSES.filter(({ name }) => !values.only || values.only.includes(name));
process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
const rows: Row[] = [];
for (const [index, fault] of chosen.entries()) {
  const row = await rowOf(fault, index);
  rows.push(row);
  for (const line of trouble(row, fault)) note(line);
}
console.log(values.json ? JSON.stringify(rows) : report(rows));
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
    logs: values.logs,
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
