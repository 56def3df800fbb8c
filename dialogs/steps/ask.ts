import { z } from 'zod';
import { MAX_CHOICES } from '../limits.js';
import type { Position, Session } from '../session.js';
import { known } from '../slots.js';
import { choicesOf, keep, put, type QuestionStep, questionFor, questionTexts } from './asking.js';
import type { AskedQuestion, Edge, StepKind } from './contract.js';
import { choice, id, plain } from './parts.js';

const schema = z.strictObject({
  type: z.literal('ask'),
  slot: z.enum(['place', 'children', 'kind']),
  answer: z.enum(['place', 'number']),
  choices: z
    .array(choice)
    .max(MAX_CHOICES)
    .refine((choices) => new Set(choices.map((one) => plain(one).tag)).size === choices.length, 'tags that differ')
    .default([]),
  next: id,
});

type Ask = z.infer<typeof schema>;

const question = (step: QuestionStep & { answer: Ask['answer'] }, here: Position, session: Session): AskedQuestion => ({
  ...questionFor(step, here, session),
  answer: step.answer,
});

/** An open question that understanding reads (place, number), with choices as shortcuts. */
export const ask = {
  schema,
  edges(step) {
    const shortcuts = choicesOf(step).flatMap(({ tag, next, command }): Edge[] =>
      next && !command ? [{ on: 'answer', when: { type: 'answerIs', params: { value: tag } }, to: next }] : [],
    );
    return [...shortcuts, { on: 'answer', to: step.next }];
  },
  texts: questionTexts,
  question,
  enter(turn, step, here) {
    const value = here.anew ? undefined : known(turn.session, step.slot, turn.at);
    return value === undefined ? put(turn, question(step, here, turn.session)) : { event: { type: 'answer', value } };
  },
  take: keep,
} satisfies StepKind<Ask>;
