import * as z from 'zod';
import { MAX_OFFERED } from '../limits.js';
import { type StepKind, textKey } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({ type: z.literal('refer'), next: id });

/** Shows what `find` found, one card each. Text `<flow>:<step>.text` introduces; `.national` where only national lines fit. */
export const refer = {
  schema,
  edges: (step) => [{ on: 'next', to: step.next }],
  texts: () => [
    { suffix: 'text', role: 'say' },
    { suffix: 'national', role: 'say' },
  ],
  enter(turn, _step, here) {
    const { session, found } = turn;
    if (found) {
      const suffix = found.nationalOnly ? 'national' : 'text';
      turn.effects.push({ type: 'say', text: textKey(here, suffix), services: found.services });
      session.offered = [...new Set([...session.offered, ...found.services])].slice(-MAX_OFFERED);
    }
    return { event: { type: 'next' } };
  },
} satisfies StepKind<z.infer<typeof schema>>;
