import * as z from 'zod';
import { MAX_SUMMARY } from '../limits.js';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({ type: z.literal('summary'), next: id });

/** Says in one message what she may want to keep: topic, place, the services shown last, what was agreed. */
export const summary = {
  schema,
  edges: (step) => [{ on: 'next', to: step.next }],
  texts: () => [],
  enter(turn) {
    turn.effects.push({ type: 'summary', services: turn.session.offered.slice(-MAX_SUMMARY) });
    return { event: { type: 'next' } };
  },
} satisfies StepKind<z.infer<typeof schema>>;
