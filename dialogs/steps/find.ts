import { z } from 'zod';
import type { StepKind } from './contract.js';
import { id } from './parts.js';

const schema = z.strictObject({
  type: z.literal('find'),
  found: id,
  none: id,
  limit: z.number().int().min(1).max(5).default(3),
});

/** Looks for services by what she answered; goes on when the directory's answer comes in. */
export const find = {
  schema,
  edges: (step) => [
    { on: 'found', when: { type: 'foundAny' }, to: step.found },
    { on: 'found', to: step.none },
  ],
  texts: () => [],
  enter(turn, step, here) {
    const { slots, danger, offered } = turn.session;
    const need = here.need ?? slots.need?.value;
    if (!need) return { event: { type: 'found', at: turn.at, services: [], nationalOnly: false } };
    turn.effects.push({
      type: 'find',
      need,
      kind: slots.kind?.value,
      place: slots.place?.value,
      children: slots.children?.value,
      danger,
      except: [...offered],
      limit: step.limit,
    });
    return 'stay';
  },
  take(turn, _step, _here, event) {
    if (event.type === 'found') turn.found = event;
  },
} satisfies StepKind<z.infer<typeof schema>>;
