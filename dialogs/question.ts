import type { FlowSet } from './compile.js';
import type { Step } from './flow.js';
import type { Session } from './session.js';
import type { AskedQuestion } from './steps/contract.js';
import { kindOf } from './steps/index.js';

export type { AskedQuestion, OpenAnswer } from './steps/contract.js';

/** The step a session stands at; undefined when it rests or its version is gone. */
export function stepAt(flows: FlowSet, session: Session): Step | undefined {
  const { at } = session;
  const steps = at && flows.get(at.flow, at.version)?.flow.steps;
  return steps && Object.hasOwn(steps, at.step) ? steps[at.step] : undefined;
}

/** The question on screen, so that a typed answer or a tap can be matched; undefined when none is. */
export function questionOf(flows: FlowSet, session: Session): AskedQuestion | undefined {
  const step = stepAt(flows, session);
  return step && session.at && kindOf(step).question?.(step, session.at, session);
}
