import { absorb, absorbBeside, plainNeed } from './absorb.js';
import { rest } from './closing.js';
import { endOf, farewell, farewellAtRest } from './farewell.js';
import { askAgain, interrupt } from './globals/interrupt.js';
import type { MessageInput } from './input.js';
import { MAX_DOUBTS, MAX_MISSES } from './limits.js';
import { type Meaning, tellsOfViolence } from './meaning.js';
import { GOODBYE, MORE, NOT_UNDERSTOOD, ORIENTATION } from './names.js';
import { questionOf, stepAt } from './question.js';
import { detour } from './safety.js';
import type { Position, Session } from './session.js';
import { forget } from './slots.js';
import { answersOf, put } from './steps/asking.js';
import type { AskedQuestion, Outcome, StepEvent } from './steps/contract.js';
import { kindOf, type Step } from './steps/index.js';
import type { Slot } from './terms.js';
import { needStep, startOf, type Walk } from './walk.js';

const MAX_DIGITS = 2;
const NUMBER = new RegExp(`^\\d{1,${MAX_DIGITS}}$`);

/** What a message means where she is, once nothing that is understood everywhere claimed it. */
export function answering(walk: Walk, input: MessageInput): Outcome {
  const { session, flows } = walk;
  const { at } = session;
  if (!at) return farewellAtRest(walk, input) ?? firstContact(walk, input);
  const step = stepAt(flows, session);
  const question = questionOf(flows, session);
  if (!step || !question) return retry(walk, input, at);
  const given = answer(walk, input, step, question, at);
  // The last question is nobody's duty: whatever does not answer it begins anew.
  if (at.flow === GOODBYE) return thanked(walk, given) ?? farewell(walk, input) ?? anew(walk, input);
  const read = given ?? beside(walk, input, question, at);
  return detour(walk, question, read ?? { go: at }) ?? read ?? miss(walk, at);
}

/** Its answer brings thanks of its own. */
function thanked({ session }: Walk, given: Outcome | undefined): Outcome | undefined {
  if (given) session.thanked = true;
  return given;
}

function anew(walk: Walk, input: MessageInput): Outcome {
  rest(walk.session);
  return firstContact(walk, input);
}

/** Nothing is on screen: the conversation starts, with what the message already says. */
function firstContact(walk: Walk, { meaning }: MessageInput): Outcome {
  delete walk.session.thanked;
  absorb(walk.session, meaning, walk.at);
  const go = startOf(walk, ORIENTATION);
  return go ? { go } : { end: 'rest' };
}

/** A look-up went unanswered, or the step is gone: once more from there. */
function retry(walk: Walk, { meaning }: MessageInput, at: Position): Outcome {
  absorb(walk.session, meaning, walk.at);
  return { go: at };
}

function answer(
  walk: Walk,
  { answer: exact, meaning }: MessageInput,
  step: Step,
  question: AskedQuestion,
  at: Position,
): Outcome | undefined {
  const value = accepted(walk, step, question, exact) ?? meant(step, question, meaning) ?? endOf(question, meaning);
  if (value === undefined) return undefined;
  const event: StepEvent = { type: 'answer', value, place: meaning.place };
  kindOf(step).take?.(walk, step, at, event);
  // A word of her own, or her name, means nothing else.
  if (question.answer === 'word' || question.answer === 'name') return { event };
  absorbBeside(walk.session, besides(walk, meaning, question.slot, value, exact !== undefined), walk.at);
  return { event };
}

/** What a message says apart from the answer it gives. The words of a choice are not taken for another need, nor those about this chat itself. */
function besides({ session }: Walk, meaning: Meaning, slot: Slot | undefined, value: string, exact: boolean): Meaning {
  const chat = slot === 'contact' || slot === 'feedback';
  const other = slot === 'need' ? meaning.needs[0] !== value : exact && (chat || session.slots.need !== undefined);
  return {
    ...meaning,
    ...(other && { needs: [], needSure: false }),
    ...((slot === 'kind' || (slot === 'need' && other)) && { kind: undefined }),
    ...(slot === 'place' && { place: undefined }),
  };
}

/** An answer that the shell matched, where the question has it. */
function accepted(
  { session }: Walk,
  step: Step,
  { answer: open }: AskedQuestion,
  exact: string | undefined,
): string | undefined {
  if (exact === undefined || (step.type !== 'choose' && step.type !== 'ask')) return undefined;
  const isChoice = answersOf(step).some(({ tag }) => tag === exact);
  const isOpen =
    open === 'name' ||
    (open === 'number' && NUMBER.test(exact)) ||
    (open === 'word' && !isHideWord(session, step, exact));
  return isChoice || isOpen ? exact : undefined;
}

/** The word of return must be another than the one that hides. */
const isHideWord = ({ own }: Session, step: Step, word: string): boolean =>
  step.type === 'ask' && step.word === 'back' && own?.hide === word;

/** An answer in her own words: they say what the question's slot asks for. */
function meant(step: Step, { slot }: AskedQuestion, meaning: MessageInput['meaning']): string | undefined {
  if (step.type !== 'choose' && step.type !== 'ask') return undefined;
  const said = {
    need: plainNeed(meaning),
    place: meaning.place?.region,
    kind: meaning.kind,
    language: undefined,
    safe: undefined,
    children: undefined,
    contact: undefined,
    feedback: undefined,
  };
  const tag = slot && said[slot];
  const open = step.type === 'ask' && step.answer === slot;
  return tag !== undefined && (open || answersOf(step).some((choice) => choice.tag === tag)) ? tag : undefined;
}

/** Words that do not answer the question and yet say something. */
function beside(walk: Walk, { meaning }: MessageInput, question: AskedQuestion, at: Position): Outcome | undefined {
  const { session } = walk;
  const asksWord = question.answer === 'word';
  if (asksWord && !tellsOfViolence(meaning)) return undefined;
  // Names sound like many things: only what is sure is taken for a topic.
  if (question.answer === 'name' && !meaning.needSure && !walk.alarmed) return undefined;
  if (doubtful(walk, meaning, question)) return { go: at };
  const before = session.slots.need?.value;
  const said = absorb(session, meaning, walk.at);
  if (at.flow !== ORIENTATION && session.slots.need?.value !== before) {
    session.callers = [];
    return needStep(walk);
  }
  if (said && question.choices.some(({ value }) => value === MORE)) return { event: { type: 'answer', value: MORE } };
  // What was not understood has been said in other words, or matters more than her word: on from where that was.
  if (said && (asksWord || at.flow === NOT_UNDERSTOOD)) return { end: 'return' };
  return said || meaning.greeting || walk.alarmed ? askAgain(walk) : undefined;
}

/** Asked what it is about, she said something near one or two needs: these are offered, once. */
function doubtful({ session }: Walk, { needs, needSure }: Meaning, { slot, choices }: AskedQuestion): boolean {
  if (slot !== 'need' || needSure || session.doubt) return false;
  const likely = needs.filter((need) => choices.some(({ value }) => value === need)).slice(0, MAX_DOUBTS);
  if (likely.length === 0) return false;
  forget(session, 'need');
  session.doubt = likely;
  return true;
}

/** Not understood: once more in other words; then the menu and a person are offered. */
function miss(walk: Walk, { version }: Position): Outcome {
  const { session, flows } = walk;
  delete session.doubt;
  const question = questionOf(flows, session);
  if (!question) return askAgain(walk);
  const { flow, step } = question;
  walk.effects.push({ type: 'record', record: { type: 'notUnderstood', flow, version, step } });
  session.misses += 1;
  // The way out was offered already: its short form stays, the apology is not said again.
  if (session.misses < MAX_MISSES || flow === NOT_UNDERSTOOD) return put(walk, question, true);
  session.misses = 0;
  return interrupt(walk, NOT_UNDERSTOOD) ?? askAgain(walk);
}
