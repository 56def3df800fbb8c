import { z } from 'zod';
import { MAX_CHOICES } from '../limits.js';
import type { Position, Session } from '../session.js';
import { known } from '../slots.js';
import { choicesOf, keep, put, type QuestionStep, questionFor, questionTexts } from './asking.js';
import type { AskedQuestion, Edge, StepEvent, StepKind, Turn } from './contract.js';
import { choice, id, plain } from './parts.js';

const schema = z
  .strictObject({
    type: z.literal('ask'),
    slot: z.enum(['place', 'children', 'kind']).optional(),
    answer: z.enum(['place', 'number', 'word']),
    /** Of `answer: word`: which of her own words it is. */
    word: z.enum(['hide', 'back']).optional(),
    choices: z
      .array(choice)
      .max(MAX_CHOICES)
      .refine((choices) => new Set(choices.map((one) => plain(one).tag)).size === choices.length, 'tags that differ')
      .default([]),
    next: id,
  })
  .refine(
    (step) =>
      (step.answer === 'word') === (step.word !== undefined) && (step.slot !== undefined) !== (step.word !== undefined),
    'a slot, or, where the answer is a word, `word`',
  );

type Ask = z.infer<typeof schema>;

const question = (step: QuestionStep & { answer: Ask['answer'] }, here: Position, session: Session): AskedQuestion => ({
  ...questionFor(step, here, session),
  answer: step.answer,
});

/** A word of her own is kept in the session and nowhere else: the counts know only that one was given. */
function keepWord(turn: Turn, step: QuestionStep, word: 'hide' | 'back', here: Position, event: StepEvent): void {
  if (event.type !== 'answer') return;
  const isChoice = choicesOf(step).some(({ tag }) => tag === event.value);
  if (!isChoice) setOwnWord(turn.session, word, event.value);
  keep(turn, step, here, isChoice ? event : { ...event, value: GIVEN });
}

/** Stands in the records where she gave a word. */
const GIVEN = 'given';

/** A new word to hide asks for a new word of return. */
function setOwnWord(session: Session, word: 'hide' | 'back', value: string): void {
  session.own = word === 'hide' ? { hide: value } : { ...session.own, back: value };
}

/** An open question that understanding reads (place, number), or that takes a word of her own, with choices as shortcuts. */
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
    const value = here.anew || !step.slot ? undefined : known(turn.session, step.slot, turn.at);
    return value === undefined ? put(turn, question(step, here, turn.session)) : { event: { type: 'answer', value } };
  },
  take: (turn, step, here, event) =>
    step.word ? keepWord(turn, step, step.word, here, event) : keep(turn, step, here, event),
} satisfies StepKind<Ask>;
