import type { Accept } from '../channels/contract.js';
import { RumboError } from '../errors.js';

/** Turns that one process may have begun: some hundred take a second or two, and a woman waits for them all. */
const MOST_UNDER_WAY = 256;
/** With the lane kept free for danger, whoever else writes. */
const MOST_WITH_DANGER = 4 * MOST_UNDER_WAY;

export interface AdmissionDeps {
  /** Turns begun and not over in this process. */
  underWay: () => number;
  /** Whether these words may tell of danger. */
  isUrgent: (text: string) => boolean;
}

/**
 * Refuses before anything is accepted when too much is under way: what is refused is sent again by the platform or the
 * page, what is accepted must be answered soon. Danger has a lane of its own.
 * @throws RumboError overloaded: answer 503
 */
export function admit(accept: Accept, { underWay, isUrgent }: AdmissionDeps): Accept {
  return async (channel, incoming) => {
    const busy = underWay();
    const isFull = busy >= MOST_UNDER_WAY && (busy >= MOST_WITH_DANGER || !isUrgent(incoming.activity.text ?? ''));
    if (isFull) throw new RumboError('overloaded', `${busy} turns are under way.`);
    return accept(channel, incoming);
  };
}
