import { type AnyStateMachine, setup } from 'xstate';
import type { Flow, Step } from './flow.js';
import { move } from './move.js';
import type { Facts } from './slots.js';
import type { Edge, StepEvent } from './steps/contract.js';
import { kindOf } from './steps/index.js';

/** One version of a flow, ready to walk. */
export interface CompiledFlow {
  name: string;
  version: string;
  flow: Flow;
  machine: AnyStateMachine;
}

/** All flows that run: the current version of each, and the older ones somebody may still be in. */
export interface FlowSet {
  /** @param version the current one where absent */
  get(flow: string, version?: string): CompiledFlow | undefined;
  current(flow: string): CompiledFlow | undefined;
}

/** What entering a step does, as data. */
export interface StepAction {
  type: Step['type'];
  params: { id: string; step: Step };
}

type Enter = { type: `enter.${string}` };

const build = setup({
  types: {} as { context: Facts; events: StepEvent | { type: 'return' } | Enter },
  guards: {
    answerIs: ({ event }, params: { value: string }) => event.type === 'answer' && event.value === params.value,
    factIs: ({ context }, params: { on: string; is: string }) => context[params.on as keyof Facts] === params.is,
    foundAny: ({ event }) => event.type === 'found' && event.services.length > 0,
  },
});

/**
 * Compiles a flow into a machine: a state for each step, its edges guarded, what entering it does as an action's
 * params. Edges to steps that do not exist are left out; the inspection names them.
 * @throws Error when `start` is no step of the flow
 */
export function compileFlow(flow: Flow, version: string): CompiledFlow {
  const steps = Object.entries(flow.steps);
  const states = Object.fromEntries(steps.map(([id, step]) => [id, stateOf(flow, id, step)]));
  // Any step may be entered from outside: on coming back, after an interruption, in an old session.
  const on = Object.fromEntries(steps.map(([id]) => [`enter.${id}`, { target: `.${id}`, reenter: true }]));
  const config = { id: flow.flow, initial: flow.start, states, on };
  const machine = build.createMachine(config as unknown as Parameters<typeof build.createMachine>[0]);
  return { name: flow.flow, version, flow, machine };
}

function stateOf(flow: Flow, id: string, step: Step) {
  const action: StepAction = { type: step.type, params: { id, step } };
  const edges = kindOf(step)
    .edges(step)
    .filter(({ to }) => Object.hasOwn(flow.steps, to));
  return { entry: [action], on: groupByEvent(edges) };
}

function groupByEvent(edges: Edge[]) {
  const on: Record<string, { target: string; guard?: Edge['when']; reenter: true }[]> = {};
  for (const { on: event, when, to } of edges) {
    const targets = on[event] ?? [];
    targets.push({ target: to, ...(when && { guard: when }), reenter: true });
    on[event] = targets;
  }
  return on;
}

/** The step as the machine enters it; undefined when this version has no such step. */
export function entered(compiled: CompiledFlow, step: string, facts: Facts): StepAction | undefined {
  if (!Object.hasOwn(compiled.flow.steps, step)) return undefined;
  return moved(compiled, compiled.flow.start, { type: `enter.${step}` }, facts);
}

/** The id of the step that an event leads to; undefined when it leads nowhere. */
export function target(compiled: CompiledFlow, step: string, event: StepEvent, facts: Facts): string | undefined {
  return moved(compiled, step, event, facts)?.params.id;
}

/** Every state has exactly one entry action, so no action means no move. */
function moved(compiled: CompiledFlow, step: string, event: StepEvent | Enter, facts: Facts): StepAction | undefined {
  const [action] = move(compiled.machine, step, facts, event);
  return action && (action as unknown as StepAction);
}
