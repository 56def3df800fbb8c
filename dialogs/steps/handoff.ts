import { z } from 'zod';
import { type StepKind, textKey } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('handoff'),
  reason: z.enum(['danger', 'suicide', 'asked', 'voice', 'not-understood', 'flow']).default('flow'),
  urgency: z.enum(['normal', 'high']).default('normal'),
  next: id,
});

/** Opens a case. Texts `.here` (values.coordinator) and `.nobody` (lines open now follow as cards). */
export const handoff = {
  schema,
  edges: (step) => [{ on: 'presence', to: step.next }],
  texts: () => [
    { suffix: 'here', role: 'say' },
    { suffix: 'nobody', role: 'say' },
  ],
  enter(turn, step) {
    const urgency = turn.session.danger === 'none' ? step.urgency : 'high';
    turn.effects.push({ type: 'handoff', reason: step.reason, urgency });
    return 'stay';
  },
  take(turn, _step, here, event) {
    if (event.type !== 'presence') return;
    const { coordinator, lines, refused } = event;
    turn.effects.push(
      coordinator && !refused
        ? { type: 'say', text: textKey(here, 'here'), values: { coordinator } }
        : { type: 'say', text: textKey(here, 'nobody'), services: lines },
    );
  },
} satisfies StepKind<z.infer<typeof schema>>;
