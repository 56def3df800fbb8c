import type { Flow, Step } from '../flow.js';
import { FACE_LINES } from '../limits.js';
import { CLOSED_LISTS, type Fact } from '../slots.js';
import { answersOf } from '../steps/asking.js';
import { DANGERS, SLOTS } from '../terms.js';
import type { Inspected, Issue } from './issue.js';

const YES_NO = ['yes', 'no'];
const FACT_LISTS: Partial<Record<Fact, readonly string[]>> = {
  ...CLOSED_LISTS,
  danger: DANGERS,
  forOther: YES_NO,
  minor: YES_NO,
  shared: YES_NO,
  audio: YES_NO,
  recordings: YES_NO,
  personAsked: YES_NO,
  face: ['danger', 'erase', ...Array.from({ length: FACE_LINES }, (_, line) => String(line))],
};

/** Tags outside the closed lists. */
export const inspectVocabulary = ({ flows }: Inspected): Issue[] =>
  flows.flatMap((flow) =>
    Object.entries(flow.steps).flatMap(([id, step]) => [
      ...choices(flow, id, step),
      ...cases(flow, id, step),
      ...settings(flow, id, step),
    ]),
  );

const outside = (list: readonly string[] | undefined, tags: readonly string[]): string[] =>
  list ? tags.filter((tag) => !list.includes(tag)) : [];

/** A choice that leads elsewhere on its own may carry any tag: it fills nothing. */
function choices(flow: Flow, id: string, step: Step): Issue[] {
  if ((step.type !== 'choose' && step.type !== 'ask') || !step.slot) return [];
  const tags = answersOf(step)
    .filter(({ next }) => !next)
    .map(({ tag }) => tag);
  const list = CLOSED_LISTS[step.slot];
  return outside(list, tags).map((tag) => {
    const message = `The choice "${tag}" is no value of the slot "${step.slot}" (${list?.join(', ')}).`;
    return issueOf(
      'error',
      flow,
      id,
      'tag-unknown',
      message,
      'Use a value of the list, or give the choice its own "next".',
    );
  });
}

function cases(flow: Flow, id: string, step: Step): Issue[] {
  if (step.type !== 'branch') return [];
  const list = FACT_LISTS[step.on];
  return outside(list, Object.keys(step.cases)).map((tag) => {
    const message = `The case "${tag}" never happens; "${step.on}" is one of ${list?.join(', ')}.`;
    return issueOf('warning', flow, id, 'case-never', message, 'Correct or remove the case.');
  });
}

function settings(flow: Flow, id: string, step: Step): Issue[] {
  if (step.type !== 'set') return [];
  return SLOTS.flatMap((slot) =>
    outside(CLOSED_LISTS[slot], [step.slots[slot] ?? []].flat()).map((tag) => {
      const message = `"${tag}" is no value of the slot "${slot}" (${CLOSED_LISTS[slot]?.join(', ')}).`;
      return issueOf('error', flow, id, 'tag-unknown', message, 'Use a value of the list.');
    }),
  );
}

const issueOf = (
  severity: Issue['severity'],
  { flow }: Flow,
  step: string,
  code: string,
  message: string,
  remedy: string,
): Issue => ({ severity, flow, step, code, message, remedy });
