import type { Span } from './faultLog.js';
import type { Posted } from './ledger.js';

/** One row that was accepted more than once: is it excused? */
export interface Repeats {
  /** Nobody could know whether the first had arrived: the answer was lost and no status named the row in time. */
  ambiguous: number;
  doubled: number;
}

/** Between the platform's yes and the write that keeps it. */
const STORED_WITHIN_MS = 5_000;
/** A status taken over this shortly before a repetition came too late for it. */
const TOLD_BEFORE_MS = 1_000;

/** @param posted everything one person was sent, in order */
export function countRepeats(posted: readonly Posted[], faults: readonly Span[]): Repeats {
  const found: Repeats = { ambiguous: 0, doubled: 0 };
  const last = new Map<string, Posted>();
  for (const one of posted) {
    const before = last.get(one.row);
    if (before && isAmbiguous(before, faults) && !wasTold(before, one.at)) found.ambiguous += 1;
    else if (before) found.doubled += 1;
    last.set(one.row, one);
  }
  return found;
}

/** The answer did not reach the sender, or it was struck before it could write it down. */
export function isAmbiguous(posted: Posted, faults: readonly Span[]): boolean {
  return posted.dropped || faults.some((span) => strikes(span, posted));
}

const strikes = ({ from, until, generation }: Span, { at, generation: sender }: Posted): boolean =>
  (generation === undefined || generation === sender) &&
  from <= at + STORED_WITHIN_MS &&
  until >= at - STORED_WITHIN_MS;

const wasTold = ({ toldAt }: Posted, at: number): boolean => toldAt !== undefined && toldAt < at - TOLD_BEFORE_MS;
