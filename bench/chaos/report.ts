import { type Column, table } from '../support/table.js';
import type { Verdict } from './judge.js';

/** What came of one class of faults. */
export interface Row extends Verdict {
  name: string;
  about: string;
  seed: number;
  /** Faults that were made. */
  kills: number;
  conversations: number;
  acknowledged: number;
  /** Repetitions that nobody could avoid, and after how many sends nobody could know. */
  ambiguous: number;
  ambiguities: number;
  /** Processes that ended of themselves. */
  crashed: number;
  /** Milliseconds from a fault to the answer of whoever was waiting. */
  recoveryP99: number;
  seconds: number;
  /** What was aimed at and not struck. */
  missed: string[];
  /** Some of the conversations that failed. */
  examples: string[];
  /** Why it was not tried. */
  skipped?: string;
}

/** What must be zero. */
const ZERO = ['lost', 'doubled', 'outOfOrder', 'stuck', 'leaked', 'strange', 'crashed'] as const;

export const hasFailed = (row: Row): boolean => ZERO.some((name) => row[name] > 0) || row.missed.length > 0;

/** No failure in n: with 95 % confidence the rate is below 3/n. */
const boundOf = (acknowledged: number): string => (acknowledged > 0 ? `< ${(3 / acknowledged).toExponential(1)}` : '');

const COLUMNS: Column<Row>[] = [
  { title: 'faults', of: ({ name, about }) => `${name}: ${about}` },
  { title: 'kills', of: ({ kills, skipped }) => (skipped ? `not possible here: ${skipped}` : String(kills)) },
  { title: 'conversations', of: ({ conversations }) => String(conversations) },
  { title: 'acknowledged', of: ({ acknowledged }) => String(acknowledged) },
  { title: 'lost', of: ({ lost }) => String(lost) },
  { title: 'doubled', of: ({ doubled }) => String(doubled) },
  { title: 'out of order', of: ({ outOfOrder }) => String(outOfOrder) },
  { title: 'stuck', of: ({ stuck }) => String(stuck) },
  { title: 'leaked', of: ({ leaked }) => String(leaked) },
  { title: 'strange', of: ({ strange }) => String(strange) },
  { title: 'crashed', of: ({ crashed }) => String(crashed) },
  { title: 'ambiguous, of', of: ({ ambiguous, ambiguities }) => `${ambiguous}, ${ambiguities}` },
  { title: 'recovery p99 s', of: ({ recoveryP99 }) => (recoveryP99 > 0 ? (recoveryP99 / 1000).toFixed(1) : '') },
  { title: 'rate per message (95 %)', of: (row) => (hasFailed(row) ? 'failed' : boundOf(row.acknowledged)) },
];

export function report(rows: readonly Row[]): string {
  return table(COLUMNS, [...rows, totalOf(rows)]);
}

function totalOf(rows: readonly Row[]): Row {
  const sum = (read: (row: Row) => number) => rows.reduce((all, row) => all + read(row), 0);
  return {
    name: 'all',
    about: `${rows.filter(({ skipped }) => !skipped).length} classes`,
    seed: rows[0]?.seed ?? 0,
    kills: sum((row) => row.kills),
    conversations: sum((row) => row.conversations),
    acknowledged: sum((row) => row.acknowledged),
    ambiguous: sum((row) => row.ambiguous),
    ambiguities: sum((row) => row.ambiguities),
    lost: sum((row) => row.lost),
    doubled: sum((row) => row.doubled),
    outOfOrder: sum((row) => row.outOfOrder),
    stuck: sum((row) => row.stuck),
    leaked: sum((row) => row.leaked),
    strange: sum((row) => row.strange),
    crashed: sum((row) => row.crashed),
    recoveryP99: Math.max(0, ...rows.map((row) => row.recoveryP99)),
    seconds: sum((row) => row.seconds),
    missed: rows.flatMap((row) => row.missed),
    examples: [],
  };
}
