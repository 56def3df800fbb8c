import { popCaller, pushCaller } from './callers.js';
import { close, rest } from './closing.js';
import { entered, type FlowSet, target } from './compile.js';
import { DANGER_REPEAT_MINUTES, MAX_STEPS_PER_TURN, MINUTE_MS } from './limits.js';
import { FOR_OTHER, FORGETFUL_GOODBYE, GOODBYE, INTERRUPTING, MINOR, NEED_STEP, ORIENTATION, STILL } from './names.js';
import type { Position, Session } from './session.js';
import { factsOf, forget, setNeed } from './slots.js';
import type { Outcome, Turn } from './steps/contract.js';
import { kindOf } from './steps/index.js';
import type { Danger } from './terms.js';

/** A turn that knows its flows. */
export interface Walk extends Turn {
  readonly flows: FlowSet;
}

/** The list of needs, which is the safe way out; undefined where no flow offers it. */
export const needList = ({ flows }: Walk): Position | undefined => {
  const flow = flows.current(ORIENTATION);
  return flow && Object.hasOwn(flow.flow.steps, NEED_STEP)
    ? { flow: flow.name, version: flow.version, step: NEED_STEP }
    : undefined;
};

const wayOut = (walk: Walk): Outcome => {
  const go = needList(walk);
  return go ? { go, anew: true } : { end: 'rest' };
};

/** Where a flow begins, in its current version. */
export function startOf(walk: Walk, flow: string, step?: string): Position | undefined {
  const compiled = walk.flows.current(flow);
  if (!compiled) return undefined;
  const there = step !== undefined && Object.hasOwn(compiled.flow.steps, step);
  return { flow, version: compiled.version, step: there ? step : compiled.flow.start };
}

/** Walks until it is her turn or a look-up's. A walk that does not end is led to the list of needs, and then to rest. */
export function settle(walk: Walk, first: Outcome): void {
  const said = walk.effects.length;
  if (goneOn(walk, first) === 'stay') return;
  // What a loop said over and over is not sent.
  walk.effects.length = said;
  if (goneOn(walk, wayOut(walk)) === 'stay') return;
  walk.effects.length = said;
  rest(walk.session);
}

function goneOn(walk: Walk, first: Outcome): Outcome {
  let outcome = first;
  for (let steps = 0; outcome !== 'stay' && steps < MAX_STEPS_PER_TURN; steps += 1) outcome = goOn(walk, outcome);
  return outcome;
}

function goOn(walk: Walk, outcome: Exclude<Outcome, 'stay'>): Outcome {
  if ('go' in outcome) return enter(walk, outcome.go, outcome.anew);
  const resumed = resume(walk, outcome);
  if (resumed) return resumed;
  if ('event' in outcome) return follow(walk, outcome.event);
  if ('flow' in outcome) return call(walk, outcome);
  return finish(walk, outcome.end);
}

/** She said again that it is safe: back to where she was. */
function resume({ session }: Walk, outcome: Outcome): Outcome | undefined {
  const ends = typeof outcome === 'object' && 'end' in outcome && outcome.end !== 'return';
  const go = session.resume?.at(-1);
  if (!go || ends || session.slots.safe?.value !== 'yes') return undefined;
  session.callers = session.resume?.slice(0, -1) ?? [];
  delete session.resume;
  return { go };
}

/** Where an event leads from here, without entering it. */
export function leadsTo(walk: Walk, event: Extract<Outcome, { event: unknown }>['event']): Position | undefined {
  const { at } = walk.session;
  const compiled = at && walk.flows.get(at.flow, at.version);
  const step = compiled && target(compiled, at.step, event, factsOf(walk.session, walk.around));
  return at && step !== undefined ? { ...at, step } : undefined;
}

function follow(walk: Walk, event: Extract<Outcome, { event: unknown }>['event']): Outcome {
  const go = leadsTo(walk, event);
  return go ? { go } : wayOut(walk);
}

function enter(walk: Walk, { flow, version, step }: Position, anew = false): Outcome {
  const { session } = walk;
  const compiled = walk.flows.get(flow, version);
  const action = compiled && entered(compiled, step, factsOf(session, walk.around));
  if (!action) return mapAway(walk, { flow, version, step });
  session.at = { flow, version, step };
  session.misses = 0;
  walk.effects.push({ type: 'record', record: { type: 'stepEntered', flow, version, step } });
  return kindOf(action.params.step).enter(walk, action.params.step, {
    flow,
    version,
    step,
    need: compiled.flow.need,
    anew,
  });
}

/** The step or the version is gone: to the list of needs, answers kept. */
function mapAway(walk: Walk, { flow, step }: Position): Outcome {
  const to = `${ORIENTATION}:${NEED_STEP}`;
  walk.effects.push({ type: 'record', record: { type: 'stateMapped', flow, from: step, to } });
  walk.session.callers = [];
  const isWayOut = flow === ORIENTATION && step === NEED_STEP;
  return isWayOut ? { end: 'rest' } : wayOut(walk);
}

/** Enters a flow at its start, or at its short form when it was said minutes ago. */
function call(walk: Walk, { flow: named, next, anew }: { flow: string; next?: string; anew?: boolean }): Outcome {
  const { session } = walk;
  const flow = named === GOODBYE && forgetsAtGoodbye(walk) ? FORGETFUL_GOODBYE : named;
  const go = startOf(walk, flow, isSaid(walk, flow) ? STILL : undefined);
  if (!go) return mapAway(walk, session.at ?? { flow, version: '', step: '' });
  // Asked here, it is asked and answered nowhere else.
  if (INTERRUPTING.has(flow)) session.callers = session.callers.filter((caller) => caller.flow !== flow);
  if (next !== undefined && session.at) pushCaller(session, { ...session.at, step: next });
  noteEntry(walk, flow);
  return { go, anew };
}

/** On a shared phone nothing stays, unless a person still has to answer her. */
const forgetsAtGoodbye = ({ flows, session, around }: Walk): boolean =>
  session.shared === true && !around?.caseOpen && flows.current(FORGETFUL_GOODBYE) !== undefined;

const BLOCKS: Readonly<Record<string, Danger>> = { danger: 'immediate', crisis: 'suicide' };

/** Its first words were said: numbers minutes ago, or the welcome of somebody who writes for another. */
const isSaid = (walk: Walk, flow: string): boolean =>
  saidLately(walk, flow) || (flow === FOR_OTHER && walk.session.forOther === true);

function saidLately({ session, at }: Walk, flow: string): boolean {
  const block = BLOCKS[flow];
  const { dangerSaid, dangerSaidAt } = session;
  if (block === undefined || dangerSaid !== block || dangerSaidAt === undefined) return false;
  return at - dangerSaidAt <= DANGER_REPEAT_MINUTES * MINUTE_MS;
}

/** What entering a flow says about her. */
function noteEntry(walk: Walk, flow: string): void {
  const { session } = walk;
  const need = walk.flows.current(flow)?.flow.need;
  if (need) setNeed(session, need, walk.at);
  if (flow === FOR_OTHER) session.forOther = true;
  if (flow === MINOR) session.minor = true;
  const block = BLOCKS[flow];
  if (block === undefined || saidLately(walk, flow)) return;
  session.dangerSaid = block;
  session.dangerSaidAt = walk.at;
}

function finish(walk: Walk, end: Extract<Outcome, { end: unknown }>['end']): Outcome {
  const { session } = walk;
  if (end === 'return') {
    const go = popCaller(session);
    return go ? { go } : finish(walk, 'rest');
  }
  if (end === 'menu') return toMenu(walk);
  if (end === 'earlier') return askFor(walk);
  if (end === 'rest') restAtEnd(session);
  else close(walk, end);
  if (end === 'not-safe') session.at = session.history.findLast((position) => isSafeQuestion(walk, position));
  return 'stay';
}

/** Her earlier conversation is looked up; where none is named she begins anew. */
function askFor(walk: Walk): Outcome {
  const { earlier } = walk.session;
  if (earlier === undefined) return finish(walk, 'return');
  walk.effects.push({ type: 'recall', earlier });
  return 'stay';
}

/** Her topic came to its end: when she writes again it is not taken up unasked. */
function restAtEnd(session: Session): void {
  forget(session, 'need');
  rest(session);
}

/** After "not safe" the question stays open, so that a plain yes is understood when she comes back. */
function isSafeQuestion({ flows }: Walk, { flow, version, step }: Position): boolean {
  const found = flows.get(flow, version)?.flow.steps[step];
  return found?.type === 'choose' && found.slot === 'safe';
}

/** The list of needs, need and topic forgotten; first whether it is safe, where she never said so. */
export function toMenu(walk: Walk): Outcome {
  const { session } = walk;
  forget(session, 'need');
  session.callers = [];
  delete session.doubt;
  delete session.resume;
  return needStep(walk);
}

/** Where the conversation turns to the current need. */
export function needStep(walk: Walk): Outcome {
  const go = walk.session.slots.safe ? needList(walk) : startOf(walk, ORIENTATION);
  return go ? { go } : { end: 'rest' };
}
