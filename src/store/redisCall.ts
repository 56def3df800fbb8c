import { FENCE_SUFFIX } from './check.js';
import type { Change, Condition, ListEntry, Read, Step, StepResult } from './contract.js';
import { askerWord } from './leases.js';

type Word = string | Buffer;

/** A `transact` as the script reads it. */
export interface ScriptCall {
  keys: string[];
  words: Word[];
}

/** Where the fencing numbers of a tag are counted. */
const fenceKey = (tag: string): string => `${tag}${FENCE_SUFFIX}`;

/** The words as the script reads them: their lengths in bytes as text, and their bytes one after the other. */
export function packed(words: readonly Word[]): [lengths: string, bytes: Buffer] {
  const bytes = Buffer.allocUnsafe(words.reduce((sum, word) => sum + mostBytes(word), 0));
  const lengths: number[] = [];
  let at = 0;
  for (const word of words) {
    const length = typeof word === 'string' ? bytes.write(word, at) : word.copy(bytes, at);
    lengths.push(length);
    at += length;
  }
  return [lengths.join(' '), bytes.subarray(0, at)];
}

/** A character of a string has at most three bytes for each of its units. */
const mostBytes = (word: Word): number => (typeof word === 'string' ? 3 * word.length : word.length);

export function encodeSteps(tag: string, steps: Step[]): ScriptCall {
  const call: ScriptCall = { keys: [], words: [String(steps.length)] };
  for (const { optional, conditions = [], changes = [], reads = [] } of steps) {
    call.words.push(optional ? '1' : '0');
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
  if (condition.if === 'due') words.push(condition.member, String(condition.at));
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
    case 'replace':
      return [String(change.number), change.value];
    case 'trim':
      return [String(change.number)];
    case 'schedule':
      return [change.member, String(change.at), change.keep ? '1' : '0'];
    case 'once':
      return [change.member, String(change.at)];
    case 'unschedule':
      return [change.member];
    case 'forget':
      return [String(change.before)];
    case 'lease':
      return [String(Math.ceil(change.ttlMs)), askerWord(change.by)];
    case 'release':
      return ['by' in change ? askerWord(change.by) : String(change.lease)];
    case 'delete':
      return [];
  }
}

function encodeRead({ keys, words }: ScriptCall, read: Read): void {
  keys.push(read.key);
  words.push(read.read);
  if (read.read === 'list') words.push(String(read.after ?? 0), read.limit === undefined ? '' : String(read.limit));
}

/** A part of a list: the number of its first entry, then the entries. */
type ListReply = [first: number, values: Buffer[]];
export type ScriptReply = [done: number, lease: number, reads: (Buffer | null | ListReply)[]][];

export function decodeReply(reply: ScriptReply, steps: Step[]): StepResult[] {
  return reply.map(([done, lease, reads], index) => ({
    done: done === 1,
    ...(lease > 0 && { lease }),
    reads: (done === 1 ? (steps[index]?.reads ?? []) : []).map((_, at) => decodeRead(reads[at])),
  }));
}

function decodeRead(read: Buffer | null | undefined | ListReply): Buffer | undefined | ListEntry[] {
  if (!Array.isArray(read)) return read ?? undefined;
  const [first, values] = read;
  return values.map((value, index) => ({ number: first + index, value }));
}
