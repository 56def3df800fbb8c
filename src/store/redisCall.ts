import type { Change, Condition, ListEntry, Read, Step, StepResult } from './contract.js';

type Word = string | Buffer;

/** A `transact` as the script reads it. */
export interface ScriptCall {
  keys: string[];
  words: Word[];
}

/** Where the fencing numbers of a tag are counted. */
export const fenceKey = (tag: string): string => `${tag}fence`;

export function encodeSteps(tag: string, steps: Step[]): ScriptCall {
  const call: ScriptCall = { keys: [], words: [String(steps.length)] };
  for (const { conditions = [], changes = [], reads = [] } of steps) {
    encodeEach(call, conditions, encodeCondition);
    encodeEach(call, changes, (one, change) => encodeChange(one, change, tag));
    encodeEach(call, reads, encodeRead);
  }
  return call;
}

function encodeEach<T>(call: ScriptCall, items: T[], encode: (call: ScriptCall, item: T) => void): void {
  call.words.push(String(items.length));
  for (const item of items) encode(call, item);
}

function encodeCondition({ keys, words }: ScriptCall, condition: Condition): void {
  keys.push(condition.key);
  words.push(condition.if);
  if (condition.if === 'equals') words.push(condition.value);
  if (condition.if === 'held') words.push(String(condition.lease));
}

function encodeChange({ keys, words }: ScriptCall, change: Change, tag: string): void {
  keys.push(change.key);
  words.push(change.do, ...argumentsOf(change));
  if (change.do === 'lease') keys.push(fenceKey(tag));
}

function argumentsOf(change: Change): Word[] {
  switch (change.do) {
    case 'put':
      return [change.value, change.ttlMs === undefined ? '' : String(Math.ceil(change.ttlMs))];
    case 'append':
      return [change.value];
    case 'trim':
      return [String(change.number + 1)];
    case 'schedule':
    case 'once':
      return [change.member, String(change.at)];
    case 'unschedule':
      return [change.member];
    case 'forget':
      return [String(change.before)];
    case 'lease':
      return [String(Math.ceil(change.ttlMs))];
    case 'release':
      return [String(change.lease)];
    case 'delete':
      return [];
  }
}

function encodeRead({ keys, words }: ScriptCall, read: Read): void {
  keys.push(read.key);
  words.push(read.read);
  if (read.read === 'list')
    words.push(String((read.after ?? 0) + 1), read.limit === undefined ? '' : String(read.limit));
}

type StreamEntry = [id: Buffer, fields: Buffer[]];
export type ScriptReply = [done: number, lease: number, reads: (Buffer | null | StreamEntry[])[]][];

export function decodeReply(reply: ScriptReply, steps: Step[]): StepResult[] {
  return reply.map(([done, lease, reads], index) => ({
    done: done === 1,
    ...(lease > 0 && { lease: Number(lease) }),
    // A script's table ends at its last value that is not nil, so what is missing at the end was nil.
    reads: done === 1 ? (steps[index]?.reads ?? []).map((_, at) => decodeRead(reads[at])) : [],
  }));
}

function decodeRead(read: Buffer | null | undefined | StreamEntry[]): Buffer | undefined | ListEntry[] {
  return Array.isArray(read) ? read.map(decodeEntry) : (read ?? undefined);
}

/** A stream's entry `0-7` is the list's number 7. */
export function decodeEntry([id, fields]: StreamEntry): ListEntry {
  return { number: Number(id.toString().slice(2)), value: fields[1] ?? Buffer.alloc(0) };
}
