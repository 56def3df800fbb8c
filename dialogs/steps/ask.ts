import * as z from 'zod';
import { MAX_CHOICES } from '../limits.js';
import type { Position, Session } from '../session.js';
import { known } from '../slots.js';
import { choicesOf, keep, put, type QuestionStep, questionFor, questionTexts } from './asking.js';
import type { AskedQuestion, Edge, Here, StepKind, Turn } from './contract.js';
import { isNamed, keepCallName, keepWord } from './ownWords.js';
import { choice, id, plain } from './parts.js';

const schema = z
  .strictObject({
    type: z.literal('ask'),
    slot: z.enum(['place', 'children', 'kind']).optional(),
    answer: z.enum(['place', 'number', 'word', 'name']),
    /** Of `answer: word`: which of her own words it is. */
    word: z.enum(['hide', 'back']).optional(),
    /** Of `answer: name`: asked again when the answer is older than this; without it an answer holds. */
    freshMinutes: z.number().int().positive().optional(),
    choices: z
      .array(choice)
      .max(MAX_CHOICES)
      .refine((choices) => new Set(choices.map((one) => plain(one).tag)).size === choices.length, 'tags that differ')
      .default([]),
    next: id,
  })
  .refine((step) => (step.answer === 'word') === (step.word !== undefined), '`word` where the answer is a word')
  .refine((step) => (step.slot === undefined) === isPrivate(step.answer), 'a slot, unless it is a word or a name')
  .refine((step) => step.freshMinutes === undefined || step.answer === 'name', '`freshMinutes` only of a name');

type Ask = z.infer<typeof schema>;

/** What she answers fills no slot: it is nothing that is counted. */
const isPrivate = (answer: string): boolean => answer === 'word' || answer === 'name';

const question = (step: QuestionStep & { answer: Ask['answer'] }, here: Position, session: Session): AskedQuestion => ({
  ...questionFor(step, here, session),
  answer: step.answer,
});

/** The answer that she gave before, where it still holds. */
function answered({ session, at }: Turn, step: Ask, { anew }: Here): string | undefined {
  if (anew) return undefined;
  if (step.answer === 'name') return isNamed(session, at, step.freshMinutes) ? 'known' : undefined;
  return step.slot && known(session, step.slot, at);
}

/** An open question that understanding reads (place, number), or that takes words of her own (word, name), with choices as shortcuts. */
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
    const value = answered(turn, step, here);
    return value === undefined ? put(turn, question(step, here, turn.session)) : { event: { type: 'answer', value } };
  },
  take(turn, step, here, event) {
    if (step.word) keepWord(turn, step, step.word, here, event);
    else if (step.answer === 'name') keepCallName(turn, step, here, event);
    else keep(turn, step, here, event);
  },
} satisfies StepKind<Ask>;
