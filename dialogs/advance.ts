import { answering } from './answering.js';
import { reopen } from './closing.js';
import type { FlowSet } from './compile.js';
import type { Effect } from './effect.js';
import { faced } from './face.js';
import { staysClosed } from './farewell.js';
import type { Global } from './globals/contract.js';
import { GLOBALS } from './globals/index.js';
import type { FoundInput, Input, MessageInput, PresenceInput } from './input.js';
import { questionOf, stepAt } from './question.js';
import { lapse, onRecalled } from './recall.js';
import { safeAnswerIsFresh } from './safety.js';
import type { Session } from './session.js';
import { answersOf, choicesOf } from './steps/asking.js';
import type { Outcome } from './steps/contract.js';
import { kindOf } from './steps/index.js';
import { settle, type Walk } from './walk.js';

export type { FlowSet } from './compile.js';

/**
 * Advances a session by one input. Pure: the session given is not changed, the clock is `input.at`, and what is to be
 * done comes back as effects. After a `find` or `handoff` effect the shell feeds `found` or `presence` back.
 */
export function advance(flows: FlowSet, session: Session, input: Input): { session: Session; effects: Effect[] } {
  const walk: Walk = { flows, at: input.at, around: input.around, session: structuredClone(session), effects: [] };
  if (input.type === 'message') onMessage(walk, input);
  else if (input.type === 'recalled') onRecalled(walk, input);
  else onLookUp(walk, input);
  return { session: walk.session, effects: walk.effects };
}

/** A look-up's answer counts only where it is waited for. */
function onLookUp(walk: Walk, event: FoundInput | PresenceInput): void {
  const step = stepAt(walk.flows, walk.session);
  const { at } = walk.session;
  if (
    !step ||
    !at ||
    !kindOf(step)
      .edges(step)
      .some(({ on }) => on === event.type)
  )
    return;
  kindOf(step).take?.(walk, step, at, event);
  settle(walk, { event });
}

function onMessage(walk: Walk, received: MessageInput): void {
  if (received.medium === 'reaction') return;
  const face = faced(walk, received);
  if (face) {
    settle(walk, face);
    return;
  }
  if (staysClosed(walk, received)) return;
  if (walk.session.closed && !stillSafe(walk, received)) reopen(walk.session);
  delete walk.session.closed;
  const input = commandOf(walk, received);
  const outcome = everywhere(walk, input) ?? answering(walk, input);
  // Detection sets the language once; later it is hers to choose.
  if (!walk.session.language && received.meaning.language) walk.session.language = received.meaning.language;
  settle(walk, outcome);
  lapse(walk.session);
}

/** After "not safe", a plain yes to the question that stays open goes on; anything else starts anew. */
function stillSafe(walk: Walk, { answer }: MessageInput): boolean {
  const { session, flows } = walk;
  const open = session.closed === 'not-safe' && questionOf(flows, session)?.slot === 'safe';
  return open && answer === 'yes' && safeAnswerIsFresh(walk);
}

/** A choice may stand for a command; then it is one, whatever else the words could mean. */
function commandOf(walk: Walk, input: MessageInput): MessageInput {
  const step = stepAt(walk.flows, walk.session);
  if (step?.type !== 'choose' && step?.type !== 'ask') return input;
  const command = choicesOf(step).find(({ tag }) => tag === input.answer)?.command;
  if (!command) return input;
  const { meaning } = input;
  const wished = meaning.command === 'language' ? meaning.wished : undefined;
  return {
    ...input,
    answer: undefined,
    meaning: { ...meaning, command, restart: meaning.restart ?? 'menu', wished },
  };
}

/** What is understood in every state, in order of precedence. */
function everywhere(walk: Walk, input: MessageInput): Outcome | undefined {
  const tapped = tapsAnswer(walk, input);
  for (const global of GLOBALS) {
    if ((tapped && !global.overTap) || !global.hears(walk, input)) continue;
    const outcome = global.act(walk, input);
    count(walk, global);
    if (outcome) return outcome;
  }
  return undefined;
}

function tapsAnswer({ flows, session }: Walk, { medium, answer }: MessageInput): boolean {
  const step = stepAt(flows, session);
  const isQuestion = step?.type === 'choose' || step?.type === 'ask';
  return medium === 'choice' && isQuestion && answersOf(step).some(({ tag }) => tag === answer);
}

function count({ effects }: Walk, { command }: Global): void {
  if (command) effects.push({ type: 'record', record: { type: 'commandUsed', command } });
}
