import type { AskedChoice } from '../effect.js';
import { addAnswer } from '../history.js';
import type { Position, Session } from '../session.js';
import { fill } from '../slots.js';
import { NEEDS, type Slot } from '../terms.js';
import { type AskedQuestion, type StepEvent, type TextNeed, type Turn, textKey } from './contract.js';
import { type Choice, type PlainChoice, plain } from './parts.js';

/** What the two types of question share. */
export interface QuestionStep {
  slot?: Slot;
  choices: Choice[];
}

export const choicesOf = (step: QuestionStep): PlainChoice[] => step.choices.map(plain);

/** The tags that are answers, not commands. */
export const answersOf = (step: QuestionStep): PlainChoice[] => choicesOf(step).filter(({ command }) => !command);

const isNeed = (tag: string): boolean => NEEDS.some((need) => need === tag);

/** True while the question about the need offers only what her unclear words may mean. */
const inDoubt = (step: QuestionStep, session: Session): boolean => step.slot === 'need' && session.doubt !== undefined;

/** Of a question in doubt, the needs in doubt and whatever leads elsewhere stay. */
function offered(step: QuestionStep, session: Session): PlainChoice[] {
  const all = choicesOf(step);
  if (!inDoubt(step, session)) return all;
  const likely = (session.doubt ?? []).flatMap((need) => all.filter(({ tag }) => tag === need));
  return [...likely, ...all.filter(({ tag }) => !isNeed(tag))];
}

export function questionFor(step: QuestionStep, here: Position, session: Session): AskedQuestion {
  const asked = ({ tag }: PlainChoice): AskedChoice => ({
    slot: step.slot ?? here.step,
    value: tag,
    text: textKey(here, `choices.${tag}`),
  });
  return {
    flow: here.flow,
    step: here.step,
    slot: step.slot,
    text: textKey(here, inDoubt(step, session) ? 'unsure' : 'text'),
    again: textKey(here, 'again'),
    choices: offered(step, session).map(asked),
  };
}

/** Puts a question on the screen. */
export function put(turn: Turn, question: AskedQuestion, again = false): 'stay' {
  const { slot, choices } = question;
  const text = again ? question.again : question.text;
  turn.effects.push({ type: 'ask', text, slot, choices, ...(again && { again }) });
  return 'stay';
}

/** Keeps an answer in its slot, in the history and for the counts. */
export function keep(turn: Turn, step: QuestionStep, here: Position, event: StepEvent): void {
  if (event.type !== 'answer') return;
  const { value, place } = event;
  if (step.slot) fill(turn.session, step.slot, value, turn.at, place);
  addAnswer(turn.session, here);
  const { flow, version } = here;
  const record = { type: 'answered', flow, version, step: here.step, slot: step.slot ?? here.step, value } as const;
  turn.effects.push({ type: 'record', record });
}

export function questionTexts(step: QuestionStep): TextNeed[] {
  const labels = choicesOf(step).map(({ tag }): TextNeed => ({ suffix: `choices.${tag}`, role: 'label' }));
  const asked = ['text', 'again', ...(step.slot === 'need' ? ['unsure'] : [])];
  return [...asked.map((suffix): TextNeed => ({ suffix, role: 'question' })), ...labels];
}
