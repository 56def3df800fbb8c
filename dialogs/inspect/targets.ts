import type { Flow, Step } from '../flow.js';
import { choicesOf } from '../steps/asking.js';
import { kindOf } from '../steps/index.js';
import type { Inspected, Issue } from './issue.js';

/** Flows, steps and starts that are named and do not exist; choices that lead nowhere. */
export function inspectTargets({ flows, byName }: Inspected): Issue[] {
  return flows.flatMap((flow) => [
    ...startOf(flow),
    ...Object.entries(flow.steps).flatMap(([id, step]) => [
      ...unknownSteps(flow, id, step),
      ...unknownFlow(byName, flow, id, step),
      ...openChoices(flow, id, step),
    ]),
  ]);
}

/** True when the flow can be compiled. */
export const starts = (flow: Flow): boolean => Object.hasOwn(flow.steps, flow.start);

const startOf = (flow: Flow): Issue[] =>
  starts(flow)
    ? []
    : [
        {
          severity: 'error',
          flow: flow.flow,
          code: 'start-unknown',
          message: `"start" names "${flow.start}", which is no step of this flow.`,
          remedy: 'Name the step with which the flow begins.',
        },
      ];

function unknownSteps(flow: Flow, id: string, step: Step): Issue[] {
  const unknown = new Set(
    kindOf(step)
      .edges(step)
      .map(({ to }) => to)
      .filter((to) => !Object.hasOwn(flow.steps, to)),
  );
  return [...unknown].map((to) => ({
    severity: 'error',
    flow: flow.flow,
    step: id,
    code: 'step-unknown',
    message: `It leads to "${to}", which is no step of this flow.`,
    remedy: `Correct the name, or add a step "${to}".`,
  }));
}

function unknownFlow(byName: Inspected['byName'], flow: Flow, id: string, step: Step): Issue[] {
  if (step.type !== 'goto' || byName.has(step.flow)) return [];
  return [
    {
      severity: 'error',
      flow: flow.flow,
      step: id,
      code: 'flow-unknown',
      message: `It enters the flow "${step.flow}", which does not exist.`,
      remedy: `Correct the name, or add a flow "${step.flow}".`,
    },
  ];
}

function openChoices(flow: Flow, id: string, step: Step): Issue[] {
  if (step.type !== 'choose') return [];
  return choicesOf(step)
    .filter(({ next, command }) => !next && !command && !step.next)
    .map(({ tag }) => ({
      severity: 'error',
      flow: flow.flow,
      step: id,
      code: 'choice-open',
      message: `The choice "${tag}" leads nowhere.`,
      remedy: 'Give the choice, or the whole step, a "next".',
    }));
}
