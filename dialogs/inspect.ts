import type { Flow } from './flow.js';
import { type Inspected, type Inspection, type Issue, LIMITS, type Limits, type Texts } from './inspect/issue.js';
import { inspectPaths } from './inspect/paths.js';
import { inspectSafety } from './inspect/safety.js';
import { inspectTargets } from './inspect/targets.js';
import { inspectTexts } from './inspect/texts.js';
import { inspectVocabulary } from './inspect/vocabulary.js';

export { type Issue, LIMITS, type Limits, type Texts } from './inspect/issue.js';
export { inspectUnused, tooLong, unfilled } from './inspect/texts.js';

const INSPECTIONS: readonly Inspection[] = [
  inspectTargets,
  inspectPaths,
  inspectVocabulary,
  inspectTexts,
  inspectSafety,
];

/** Everything that is wrong with the flows and their texts, in all languages. Empty: they can go live. */
export function inspectFlows(flows: readonly Flow[], texts: Texts, limits: Limits = LIMITS): Issue[] {
  const byName = new Map(flows.map((flow) => [flow.flow, flow]));
  const inspected: Inspected = { flows, byName, texts, limits };
  return INSPECTIONS.flatMap((inspection) => inspection(inspected));
}
