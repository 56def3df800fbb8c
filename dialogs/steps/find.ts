import * as z from 'zod';
import { DANGER_REPEAT_MINUTES, MINUTE_MS } from '../limits.js';
import type { Danger, Need } from '../terms.js';
import type { StepKind, Turn } from './contract.js';
import { id } from './parts.js';

/** Services shown at once, at most. */
const MAX_FOUND = 5;

const schema = z.strictObject({
  type: z.literal('find'),
  found: id,
  none: id,
  limit: z.number().int().min(1).max(MAX_FOUND).default(3),
});

const ABOUT: Readonly<Record<Exclude<Danger, 'none'>, Need>> = { immediate: 'violence', suicide: 'mental-health' };

/** Danger goes before whatever she asks for while it was just said; later only where the need is about it. */
function dangerInView({ at, session }: Turn, need: Need): Danger {
  const { danger, dangerSaidAt } = session;
  if (danger === 'none' || ABOUT[danger] === need) return danger;
  const said = dangerSaidAt !== undefined && at - dangerSaidAt <= DANGER_REPEAT_MINUTES * MINUTE_MS;
  return said ? danger : 'none';
}

/** Looks for services by what she answered; goes on when the directory's answer comes in. */
export const find = {
  schema,
  edges: (step) => [
    { on: 'found', when: { type: 'foundAny' }, to: step.found },
    { on: 'found', to: step.none },
  ],
  texts: () => [],
  enter(turn, step, here) {
    const { slots, offered } = turn.session;
    const need = here.need ?? slots.need?.value;
    if (!need) return { event: { type: 'found', at: turn.at, services: [], nationalOnly: false } };
    const inView = dangerInView(turn, need);
    turn.effects.push({
      type: 'find',
      need,
      kind: slots.kind?.value,
      place: slots.place?.value,
      children: slots.children?.value,
      danger: inView,
      except: [...offered],
      // In danger the emergency numbers take the first places; what is near shall still be seen.
      limit: inView === 'none' ? step.limit : MAX_FOUND,
    });
    return 'stay';
  },
  take(turn, _step, _here, event) {
    if (event.type === 'found') turn.found = event;
  },
} satisfies StepKind<z.infer<typeof schema>>;
