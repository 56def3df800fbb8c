import type { Expected } from './expected.js';
import type { Posted } from './ledger.js';
import { CANARY, type Woman } from './script.js';

/** What went wrong in one conversation; all zero when nothing did. */
export interface Verdict {
  lost: number;
  doubled: number;
  outOfOrder: number;
  stuck: number;
  leaked: number;
  /** Words that answer nothing she wrote. */
  strange: number;
}

export interface Evidence {
  woman: Woman;
  /** What her phone got, repetitions left out. */
  heard: readonly Posted[];
  /** What the store holds of her words, in order. */
  stored: readonly string[];
}

export function judge({ woman, heard, stored }: Evidence, expected: Expected): Verdict {
  const answered = woman.said.filter(({ answeredAt }) => answeredAt !== undefined).length;
  const due = (expected.get(woman.variant) ?? []).slice(0, answered).flat();
  const words = heard.map((posted) => posted.words);
  const { missing, extra } = difference(due, words);
  const kept = keptOf(woman, stored);
  const sorted = extra.map((one) => sort(one, woman.variant, expected));
  const count = (kind: string) => sorted.filter((one) => one === kind).length;
  // A late part of the answer she got stuck at is not doubled.
  const late = woman.stuckAt === undefined ? 0 : lateParts(woman, extra, expected);
  return {
    lost: missing + kept.lost,
    doubled: count('own') - late + kept.doubled,
    outOfOrder: inOrder(due, words) && kept.inOrder ? 0 : 1,
    stuck: woman.stuckAt === undefined ? 0 : 1,
    leaked: count('leaked'),
    strange: count('strange'),
  };
}

/** Her acknowledged words against those in the store. */
function keptOf(woman: Woman, stored: readonly string[]) {
  const said = woman.said.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).map(({ words }) => words);
  const { missing, extra } = difference(said, stored);
  return { lost: missing, doubled: extra.length, inOrder: inOrder(said, stored) };
}

function difference(due: readonly string[], found: readonly string[]): { missing: number; extra: string[] } {
  const left = [...due];
  const extra: string[] = [];
  for (const one of found) {
    const at = left.indexOf(one);
    if (at < 0) extra.push(one);
    else left.splice(at, 1);
  }
  return { missing: left.length, extra };
}

/** What is in both stands in the same order in both. */
function inOrder(due: readonly string[], found: readonly string[]): boolean {
  const commonOf = (one: readonly string[], other: readonly string[]) => {
    const left = [...other];
    return one.filter((words) => {
      const at = left.indexOf(words);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  };
  const [mine, theirs] = [commonOf(due, found), commonOf(found, due)];
  return mine.every((words, index) => words === theirs[index]);
}

/** Whose words are these? */
function sort(words: string, variant: string, expected: Expected): 'own' | 'leaked' | 'strange' {
  if (words.includes(CANARY)) return 'leaked';
  if (expected.get(variant)?.flat().includes(words)) return 'own';
  return [...expected.values()].some((answers) => answers.flat().includes(words)) ? 'leaked' : 'strange';
}

function lateParts(woman: Woman, extra: readonly string[], expected: Expected): number {
  const parts = expected.get(woman.variant)?.[woman.stuckAt ?? 0] ?? [];
  return parts.length - difference(parts, extra).missing;
}
