import { z } from 'zod';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({ type: z.literal('goto'), flow: id, next: id.optional() });

/** Enters another flow: with `next` it comes back there, without it does not. */
export const goto = {
  schema,
  edges: (step) => (step.next ? [{ on: 'return', to: step.next }] : []),
  texts: () => [],
  enter: (_turn, step) => ({ flow: step.flow, next: step.next }),
} satisfies StepKind<z.infer<typeof schema>>;
