import type { Flow, Step } from '../flow.js';
import { INTERRUPTING, NEED_STEP, ORIENTATION } from '../names.js';
import { entriesOf, type Links, linksOf, reach, waits } from './graph.js';
import type { Inspected, Issue } from './issue.js';
import { starts } from './targets.js';

/** Steps nobody reaches, rounds without a question, services shown that were never looked for, missing flows. */
export function inspectPaths({ flows, byName }: Inspected): Issue[] {
  const compiled = flows.filter(starts).map((flow) => ({ flow, links: linksOf(flow) }));
  return [
    ...missingFlows(byName),
    ...compiled.flatMap(({ flow, links }) => [...unreachable(flow, links), ...unfound(flow, links)]),
    ...rounds(compiled),
  ];
}

function missingFlows(byName: Inspected['byName']): Issue[] {
  const missing = [ORIENTATION, ...INTERRUPTING].filter((name) => !byName.has(name));
  const issues = missing.map((flow) =>
    issueOf(flow, undefined, 'flow-missing', 'The bot needs this flow and it does not exist.', `Add a flow "${flow}".`),
  );
  const orientation = byName.get(ORIENTATION);
  const listless = orientation && !waits(orientation.steps[NEED_STEP]);
  const message = `"${NEED_STEP}" must be the question with the list of needs; everything that fails leads there.`;
  return listless
    ? [...issues, issueOf(ORIENTATION, NEED_STEP, 'list-missing', message, `Add a question "${NEED_STEP}".`)]
    : issues;
}

const issueOf = (flow: string, step: string | undefined, code: string, message: string, remedy: string): Issue => ({
  severity: 'error',
  flow,
  ...(step !== undefined && { step }),
  code,
  message,
  remedy,
});

function unreachable(flow: Flow, links: Links): Issue[] {
  const entries = flow.flow === ORIENTATION ? [...entriesOf(flow), NEED_STEP] : entriesOf(flow);
  const reached = reach(links, entries);
  return Object.keys(flow.steps)
    .filter((step) => !reached.has(step))
    .map((step) =>
      issueOf(
        flow.flow,
        step,
        'step-unreachable',
        'No step leads here.',
        'Lead to this step from another, or remove it.',
      ),
    );
}

/** `refer` shows what `find` brought in the same turn: between them may stand no question, and no other way in. */
function unfound(flow: Flow, links: Links): Issue[] {
  const steps = Object.entries(flow.steps);
  const afterQuestions = steps
    .filter(([, step]) => waits(step) || step.type === 'goto')
    .flatMap(([id]) => links.get(id) ?? []);
  const none = steps.flatMap(([, step]) => (step.type === 'find' ? [step.none] : []));
  const open = (id: string) =>
    !waits(flow.steps[id]) && flow.steps[id]?.type !== 'find' && flow.steps[id]?.type !== 'goto';
  const reached = reach(links, [...entriesOf(flow), ...afterQuestions, ...none], open);
  const message = 'It can be reached without services having been found in the same turn; nothing would be shown.';
  return steps
    .filter(([id, step]) => step.type === 'refer' && reached.has(id))
    .map(([id]) => issueOf(flow.flow, id, 'refer-without-find', message, 'Put it right after "found" of a find step.'));
}

type Compiled = { flow: Flow; links: Links };

/** A question without a slot is always put; one with a slot may be skipped, its answer being known. */
const alwaysAsks = (step: Step | undefined): boolean => waits(step) && !(step && 'slot' in step && step.slot);

/** True when a flow may come back to its caller without having asked anything. */
function passesThrough({ flow, links }: Compiled): boolean {
  const reached = reach(links, [flow.start], (id) => !alwaysAsks(flow.steps[id]));
  return [...reached].some((id) => {
    const step = flow.steps[id];
    return step?.type === 'end' && step.then === 'return';
  });
}

/** The steps that follow on a step at once, over all flows. */
function onwards({ flow, links }: Compiled, id: string, byName: ReadonlyMap<string, Compiled>): string[] {
  const step = flow.steps[id];
  const called = step?.type === 'goto' ? byName.get(step.flow) : undefined;
  const inside = !called || passesThrough(called) ? (links.get(id) ?? []) : [];
  const start = called ? [`${called.flow.flow}:${called.flow.start}`] : [];
  return [...start, ...inside.map((to) => `${flow.flow}:${to}`)];
}

/** Rounds over all flows on which nothing is asked. */
function rounds(compiled: readonly Compiled[]): Issue[] {
  const byName = new Map(compiled.map((one) => [one.flow.flow, one]));
  const all = new Map<string, string[]>();
  const asking = new Set<string>();
  for (const one of compiled)
    for (const [id, step] of Object.entries(one.flow.steps)) {
      const name = `${one.flow.flow}:${id}`;
      if (alwaysAsks(step)) asking.add(name);
      all.set(name, onwards(one, id, byName));
    }
  const goesRound = (name: string) =>
    !asking.has(name) && reach(all, all.get(name) ?? [], (to) => !asking.has(to)).has(name);
  return [...all.keys()].filter(goesRound).map((name) => {
    const [flow = '', step] = name.split(':');
    return issueOf(
      flow,
      step,
      'round',
      'From here it goes round without a question to her.',
      'Put a question or an end into the round.',
    );
  });
}
