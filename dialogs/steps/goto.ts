import * as z from 'zod';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('goto'),
  flow: id,
  /** Its first question is put even where the answer is known. */
  anew: z.literal(true).optional(),
  next: id.optional(),
});

/** Enters another flow: with `next` it comes back there, without it does not. */
export const goto = {
  schema,
  edges: (step) => (step.next ? [{ on: 'return', to: step.next }] : []),
  texts: () => [],
  enter: (_turn, { flow, next, anew }) => ({ flow, next, anew }),
} satisfies StepKind<z.infer<typeof schema>>;
