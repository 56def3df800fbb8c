import { type CompiledFlow, compileFlow, type FlowSet } from '../../dialogs/compile.js';
import type { Flow } from '../../dialogs/flow.js';
import type { Content } from './contract.js';

/** A version of a flow that somebody may still be in. */
export interface OlderVersion {
  version: string;
  flow: Flow;
}

/**
 * Compiles every flow once. Flows that do not start at a step of theirs are left out; `content.issues` names them.
 * @param olderVersions kept from earlier runs, each with its own steps
 */
export function createFlowSet(
  content: Pick<Content, 'flows' | 'versions'>,
  olderVersions: readonly OlderVersion[] = [],
): FlowSet {
  const compiled = content.flows.flatMap((flow) => compile(flow, content.versions[flow.flow] ?? ''));
  const current = new Map(compiled.map((one) => [one.name, one]));
  const older = olderVersions.flatMap(({ flow, version }) => compile(flow, version));
  const byVersion = new Map([...older, ...compiled].map((one) => [`${one.name}@${one.version}`, one]));
  return {
    current: (flow) => current.get(flow),
    get: (flow, version) => (version === undefined ? current.get(flow) : byVersion.get(`${flow}@${version}`)),
  };
}

const compile = (flow: Flow, version: string): CompiledFlow[] =>
  Object.hasOwn(flow.steps, flow.start) ? [compileFlow(flow, version)] : [];
