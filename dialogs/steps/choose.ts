import * as z from 'zod';
import { keepConsent } from '../consent.js';
import { MAX_CHOICES } from '../limits.js';
import { LANGUAGE_FLOW } from '../names.js';
import { known } from '../slots.js';
import { SLOTS } from '../terms.js';
import { answersOf, choicesOf, keep, put, questionFor, questionTexts } from './asking.js';
import type { Edge, Here, StepKind, Turn } from './contract.js';
import { choice, id, plain } from './parts.js';

const schema = z.strictObject({
  type: z.literal('choose'),
  slot: z.enum(SLOTS).optional(),
  choices: z
    .array(choice)
    .min(1)
    .max(MAX_CHOICES)
    .refine((choices) => new Set(choices.map((one) => plain(one).tag)).size === choices.length, 'tags that differ'),
  /** Asked again when the answer is older than this; without it an answer holds. */
  freshMinutes: z.number().int().positive().optional(),
  /** The answer is kept as consent under this name, with the version and language of the words she saw. */
  consent: id.optional(),
  next: id.optional(),
});

type Choose = z.infer<typeof schema>;

/** The answer that she gave before, where it still holds. Who asks to change the language is always asked which. */
function answered(turn: Turn, step: Choose, here: Here): string | undefined {
  if (!step.slot || here.anew || here.flow === LANGUAGE_FLOW) return undefined;
  const tag = known(turn.session, step.slot, turn.at, step.freshMinutes);
  return answersOf(step).find((one) => one.tag === tag)?.tag;
}

/** A question with choices. Text `<flow>:<step>.text`, put differently `<flow>:<step>.again`. */
export const choose = {
  schema,
  edges: (step) =>
    choicesOf(step).flatMap((one): Edge[] => {
      const to = one.next ?? step.next;
      return to && !one.command ? [{ on: 'answer', when: { type: 'answerIs', params: { value: one.tag } }, to }] : [];
    }),
  texts: questionTexts,
  question: questionFor,
  enter(turn, step, here) {
    const value = answered(turn, step, here);
    return value === undefined
      ? put(turn, questionFor(step, here, turn.session))
      : { event: { type: 'answer', value } };
  },
  take(turn, step, here, event) {
    keep(turn, step, here, event);
    if (step.consent && event.type === 'answer') keepConsent(turn, step.consent, here, event.value);
  },
} satisfies StepKind<Choose>;
