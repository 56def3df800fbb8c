import { tagOf } from './check.js';
import type { Change, Condition, Read, Step, StepResult } from './contract.js';
import { type LeaseValue, readLease, writeLease } from './leases.js';
import { appendEntry, dropList, readEntries, replaceEntry, trimEntries } from './lmdbLists.js';
import { dropMember, dropMembers, hasMember, setMember, timeOf } from './lmdbSets.js';
import type { Tables } from './lmdbTables.js';
import { dropValue, readValue, writeValue } from './lmdbValues.js';

/** Runs steps inside an open transaction. Whether a step applies is judged before its first change: nothing needs undoing. */
export function runSteps(tables: Tables, steps: Step[], now: number): StepResult[] {
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = runStep(tables, step, now);
    results.push(result);
    if (!result.done && !step.optional) break;
  }
  return results;
}

function runStep(tables: Tables, step: Step, now: number): StepResult {
  const { conditions = [], changes = [], reads = [] } = step;
  const applies =
    conditions.every((condition) => holds(tables, condition, now)) &&
    changes.every((change) => mayRun(tables, change, now));
  if (!applies) return { done: false, reads: [] };
  let lease: number | undefined;
  for (const change of changes) lease = apply(tables, change, now) ?? lease;
  return { done: true, ...(lease === undefined ? {} : { lease }), reads: reads.map((read) => look(tables, read, now)) };
}

function holds(tables: Tables, condition: Condition, now: number): boolean {
  if (condition.if === 'empty') return readEntries(tables, condition.key, 0, 1).length === 0;
  if (condition.if === 'due') return timeOf(tables, condition.key, condition.member) === condition.at;
  const value = readValue(tables, condition.key, now);
  if (condition.if === 'absent') return value === undefined;
  if (condition.if === 'equals') return value?.equals(condition.value) ?? false;
  return readLease(value)?.number === condition.lease;
}

function mayRun(tables: Tables, change: Change, now: number): boolean {
  if (change.do === 'once') return !hasMember(tables, change.key, change.member);
  if (change.do === 'lease') return mayTake(readLease(readValue(tables, change.key, now)), change);
  return true;
}

/** Makes one change; answers the number of a lease taken. */
function apply(tables: Tables, change: Change, now: number): number | undefined {
  switch (change.do) {
    case 'put':
      writeValue(tables, change.key, change.value, change.ttlMs && now + change.ttlMs);
      return;
    case 'delete':
      dropValue(tables, change.key);
      dropList(tables, change.key);
      dropMembers(tables, change.key, Number.MAX_VALUE);
      return;
    case 'append':
      appendEntry(tables, change.key, change.value);
      return;
    case 'replace':
      replaceEntry(tables, change.key, change.number, change.value);
      return;
    case 'trim':
      trimEntries(tables, change.key, change.number);
      return;
    case 'schedule':
      if (change.keep && hasMember(tables, change.key, change.member)) return;
      setMember(tables, change.key, change.member, change.at);
      return;
    case 'once':
      setMember(tables, change.key, change.member, change.at);
      return;
    case 'unschedule':
      dropMember(tables, change.key, change.member);
      return;
    case 'forget':
      dropMembers(tables, change.key, change.before - 1);
      return;
    case 'lease':
      return takeLease(tables, change, now);
    case 'release':
      if (isTheirs(readLease(readValue(tables, change.key, now)), change)) dropValue(tables, change.key);
      return;
  }
}

type LeaseChange = Extract<Change, { do: 'lease' }>;
type ReleaseChange = Extract<Change, { do: 'release' }>;

const isSame = (held: LeaseValue | undefined, by: string | undefined): held is LeaseValue =>
  by !== undefined && held?.by === by;

const mayTake = (held: LeaseValue | undefined, { by }: LeaseChange): boolean => held === undefined || isSame(held, by);

const isTheirs = (held: LeaseValue | undefined, whose: ReleaseChange): boolean =>
  'by' in whose ? held?.by === whose.by : held?.number === whose.lease;

function takeLease(tables: Tables, { key, by, ttlMs }: LeaseChange, now: number): number {
  const held = readLease(readValue(tables, key, now));
  const number = isSame(held, by) ? held.number : nextFence(tables, tagOf(key));
  writeValue(tables, key, writeLease({ number, by }), now + ttlMs);
  return number;
}

function nextFence(tables: Tables, tag: string): number {
  const number = (tables.fences.get(tag) ?? 0) + 1;
  tables.fences.put(tag, number);
  return number;
}

function look(tables: Tables, read: Read, now: number): StepResult['reads'][number] {
  if (read.read === 'value') return readValue(tables, read.key, now);
  return readEntries(tables, read.key, read.after, read.limit);
}
