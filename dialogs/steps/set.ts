import * as z from 'zod';
import { fill } from '../slots.js';
import { SETTINGS, SLOTS } from '../terms.js';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('set'),
  slots: z.partialRecord(z.enum(SLOTS), z.string()).default({}),
  settings: z.partialRecord(z.enum(SETTINGS), z.enum(['yes', 'no'])).default({}),
  next: id,
});

/** Fills slots, and switches her settings, without asking. */
export const set = {
  schema,
  edges: (step) => [{ on: 'next', to: step.next }],
  texts: () => [],
  enter(turn, step) {
    for (const slot of SLOTS) {
      const value = step.slots[slot];
      if (value !== undefined) fill(turn.session, slot, value, turn.at);
    }
    for (const setting of SETTINGS) {
      if (step.settings[setting] === 'yes') turn.session[setting] = true;
      if (step.settings[setting] === 'no') delete turn.session[setting];
    }
    return { event: { type: 'next' } };
  },
} satisfies StepKind<z.infer<typeof schema>>;
