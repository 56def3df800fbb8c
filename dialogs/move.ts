import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type ExecutableActionsFrom,
} from 'xstate';

type Action = ExecutableActionsFrom<AnyStateMachine>;

/** A machine made ready for many moves. */
interface Ready {
  scope: AnyActorScope;
  /** The machine in a step, without facts. */
  standing: Map<string, AnyMachineSnapshot>;
  actions: Action[];
}

const ready = new WeakMap<AnyStateMachine, Ready>();

/**
 * One pure transition: the actions that an event leads to in a step, none where it leads nowhere. The same as XState's
 * `transition`, which makes an actor and a snapshot anew at each call; that costs several times as much as the move.
 */
export function move(machine: AnyStateMachine, step: string, context: object, event: { type: string }): Action[] {
  const { scope, standing, actions } = readyFor(machine);
  const snapshot = standing.get(step) ?? (machine.resolveState({ value: step, context: {} }) as AnyMachineSnapshot);
  standing.set(step, snapshot);
  actions.length = 0;
  machine.transition({ ...snapshot, context } as AnyMachineSnapshot, event, scope);
  return [...actions];
}

function readyFor(machine: AnyStateMachine): Ready {
  const known = ready.get(machine);
  if (known) return known;
  const actions: Action[] = [];
  const made = { scope: inertScope(machine, (action) => actions.push(action)), standing: new Map(), actions };
  ready.set(machine, made);
  return made;
}

/** A scope in which nothing runs: what would be done is noted. */
function inertScope(machine: AnyStateMachine, note: (action: Action) => void): AnyActorScope {
  const self = createActor(machine);
  const nothing = () => {};
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: note as AnyActorScope['actionExecutor'],
  };
}
