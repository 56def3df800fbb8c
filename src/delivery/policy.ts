import type { Sent } from '../channels/contract.js';

/** A row is tried so often before it is a dead letter. */
export const MAX_ATTEMPTS = 6;
/** Back-off grows from the first to the last, in milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** How long a status may still tell what became of an ambiguous try. */
export const UNCERTAIN_MS = 60_000;
/** A refused channel is looked at again after this; nothing is dropped meanwhile. */
const HALTED_PAUSE_MS = 300_000;

/** By this part a wait that the channel asked for is longer at most. */
const SPREAD = 0.25;

export type Verdict =
  | { do: 'done' }
  | { do: 'again'; at: number }
  | { do: 'wait'; until: number }
  | { do: 'dead'; code: string };

/** What follows from one try. The channel classifies, this decides. @param random 0 to 1, for jitter */
export function judge(sent: Sent, attempt: number, now: number, random: number): Verdict {
  switch (sent.state) {
    case 'sent':
      return { do: 'done' };
    case 'uncertain':
      if (attempt >= MAX_ATTEMPTS) return { do: 'dead', code: sent.code };
      return { do: 'wait', until: now + UNCERTAIN_MS };
    case 'halted':
      return { do: 'again', at: now + HALTED_PAUSE_MS };
    case 'retry':
      if (attempt >= MAX_ATTEMPTS) return { do: 'dead', code: sent.code };
      return { do: 'again', at: now + Math.max(spread(sent.afterMs ?? 0, random), pauseAfter(attempt, random)) };
    default:
      return { do: 'dead', code: sent.code };
  }
}

/** A wait that the platform asked of many at once must not bring them all back at once. */
const spread = (ms: number, random: number): number => Math.round(ms * (1 + SPREAD * random));

function pauseAfter(attempt: number, random: number): number {
  const full = Math.min(FIRST_PAUSE_MS * 4 ** (attempt - 1), LONGEST_PAUSE_MS);
  return Math.round(full / 2 + (full / 2) * random);
}
