import { z } from 'zod';
import { fill } from '../slots.js';
import { SLOTS } from '../terms.js';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('set'),
  slots: z.partialRecord(z.enum(SLOTS), z.string()),
  next: id,
});

/** Fills slots without asking. */
export const set = {
  schema,
  edges: (step) => [{ on: 'next', to: step.next }],
  texts: () => [],
  enter(turn, step) {
    for (const slot of SLOTS) {
      const value = step.slots[slot];
      if (value !== undefined) fill(turn.session, slot, value, turn.at);
    }
    return { event: { type: 'next' } };
  },
} satisfies StepKind<z.infer<typeof schema>>;
