import { toDirectedGraph } from 'xstate/graph';
import { compileFlow } from '../compile.js';
import type { Flow, Step } from '../flow.js';
import { STILL } from '../names.js';
import { kindOf } from '../steps/index.js';

/** Where the steps of a flow lead inside it, by step. */
export type Links = ReadonlyMap<string, readonly string[]>;

/** The links as the compiled machine has them. Its edges from the root, which enter any step from outside, do not count. */
export function linksOf(flow: Flow): Links {
  const { children } = toDirectedGraph(compileFlow(flow, 'inspected').machine);
  return new Map(
    children.map(({ stateNode, edges }) => [stateNode.key, edges.map(({ target }) => target.key)] as const),
  );
}

/** Steps a flow may be entered at from outside. */
export const entriesOf = (flow: Flow): string[] =>
  [flow.start, STILL].filter((step) => Object.hasOwn(flow.steps, step));

/** Every step that can be reached, the first ones included. @param through which steps are walked on from */
export function reach(
  links: Links,
  from: readonly string[],
  through: (step: string) => boolean = () => true,
): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    if (through(step)) open.push(...(links.get(step) ?? []));
  }
  return seen;
}

/** True for steps at which it is her turn. */
export const waits = (step: Step | undefined): boolean => step !== undefined && kindOf(step).question !== undefined;
