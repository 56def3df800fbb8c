import * as z from 'zod';
import { FACTS } from '../slots.js';
import type { Edge, StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('branch'),
  on: z.enum(FACTS),
  cases: z.record(z.string(), id),
  else: id,
});

/** Goes where a fact says: a slot, `danger`, or `forOther` and `minor`, which are `yes` or `no`. */
export const branch = {
  schema,
  edges(step) {
    const cases = Object.entries(step.cases).map(
      ([is, to]): Edge => ({ on: 'next', when: { type: 'factIs', params: { on: step.on, is } }, to }),
    );
    return [...cases, { on: 'next', to: step.else }];
  },
  texts: () => [],
  enter: () => ({ event: { type: 'next' } }),
} satisfies StepKind<z.infer<typeof schema>>;
