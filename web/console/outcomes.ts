import type { Outcome } from '../../src/handoff/contract.js';

/** The contract's outcomes in the order the page shows them; the compiler says when one is missing. */
const ORDER: Record<Outcome, number> = { helped: 1, referred: 2, 'no-answer': 3, 'not-for-us': 4, other: 5 };

export const OUTCOMES = (Object.keys(ORDER) as Outcome[]).sort((a, b) => ORDER[a] - ORDER[b]);
