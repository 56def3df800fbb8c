import * as z from 'zod';
import type { Effect } from '../effect.js';
import { MINUTE_MS } from '../limits.js';
import { sayTeamBack } from '../teamBack.js';
import { type StepKind, textKey } from './contract.js';
import { id } from './parts.js';

/** What is said of the queue, in every flow the same. */
const QUEUE = { again: 'common:queue.again', ahead: 'common:queue.ahead', lines: 'common:queue.lines' } as const;
const MINUTES_PER_HOUR = 60;

const schema = z.strictObject({
  type: z.literal('handoff'),
  reason: z.enum(['danger', 'suicide', 'asked', 'voice', 'not-understood', 'flow']).default('flow'),
  urgency: z.enum(['normal', 'high']).default('normal'),
  next: id,
});

/**
 * Opens a case. Texts `.here` (values.coordinator) and `.nobody` (lines open now follow as cards, and when the team is
 * there again). Who asks again while one waits is told since when.
 */
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
  take(turn, step, here, event) {
    if (event.type !== 'presence') return;
    const { coordinator, lines, refused, askedAt, ahead, back } = event;
    const isCalm = step.urgency === 'normal' && turn.session.danger === 'none';
    // In danger the numbers are said each time; a place in a queue is no comfort there.
    if (isCalm && askedAt !== undefined && !refused) turn.effects.push(...stillWaiting(turn.at - askedAt, lines));
    else
      turn.effects.push(
        coordinator && !refused
          ? { type: 'say', text: textKey(here, 'here'), values: { coordinator } }
          : { type: 'say', text: textKey(here, 'nobody'), services: lines },
      );
    if (isCalm && ahead && !refused) turn.effects.push({ type: 'say', text: QUEUE.ahead, values: { ahead } });
    if (back && !coordinator && !refused) turn.effects.push(sayTeamBack(back));
  },
} satisfies StepKind<z.infer<typeof schema>>;

/** She asked before and waits: since when, and which lines are open; no promise. */
function stillWaiting(forMs: number, lines: string[]): Effect[] {
  const again: Effect = { type: 'say', text: QUEUE.again, values: { ago: agoOf(forMs) } };
  return lines.length > 0 ? [again, { type: 'say', text: QUEUE.lines, services: lines }] : [again];
}

/** The same in every language: "5 min", "3 h". */
function agoOf(forMs: number): string {
  const minutes = Math.max(1, Math.round(forMs / MINUTE_MS));
  return minutes < 2 * MINUTES_PER_HOUR ? `${minutes} min` : `${Math.round(minutes / MINUTES_PER_HOUR)} h`;
}
