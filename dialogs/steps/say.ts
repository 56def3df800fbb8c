import * as z from 'zod';
import { type StepKind, textKey } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({ type: z.literal('say'), next: id });

/** Says `<flow>:<step>.text`. */
export const say = {
  schema,
  edges: (step) => [{ on: 'next', to: step.next }],
  texts: () => [{ suffix: 'text', role: 'say' }],
  enter(turn, _step, here) {
    turn.effects.push({ type: 'say', text: textKey(here, 'text') });
    return { event: { type: 'next' } };
  },
} satisfies StepKind<z.infer<typeof schema>>;
