import * as z from 'zod';
import type { StepKind } from './contract.js';

const schema = z.strictObject({
  type: z.literal('end'),
  // biome-ignore lint/suspicious/noThenProperty: a word staff read well in YAML; it is never a function
  then: z
    .enum(['return', 'rest', 'menu', 'stop', 'safe-word', 'not-safe', 'face', 'erase', 'earlier'])
    .default('return'),
});

/** The flow is over. `return`: back to whoever called (or rest); `rest`: the conversation rests; `earlier`: on with a conversation under another number; the others close it, silently. */
export const end = {
  schema,
  edges: () => [],
  texts: () => [],
  enter: (_turn, step) => ({ end: step.then }),
} satisfies StepKind<z.infer<typeof schema>>;
