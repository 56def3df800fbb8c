import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { FlowSet } from '../../dialogs/compile.js';
import { type Flow, flowSchema } from '../../dialogs/flow.js';
import { createFlowSet } from '../../src/content/load.js';

const file = join(process.cwd(), 'test/dialogs/flows/all.yaml');

/** The small flows of the tests. */
export const SMALL_FLOWS: Flow[] = parseAllDocuments(readFileSync(file, 'utf8')).map((document) =>
  flowSchema.parse(document.toJS()),
);

export const setOf = (flows: Flow[], version = 'v1', older: { version: string; flow: Flow }[] = []): FlowSet =>
  createFlowSet({ flows, versions: Object.fromEntries(flows.map(({ flow }) => [flow, version])) }, older);

export const SMALL = setOf(SMALL_FLOWS);

/** A flow of its own for one test. */
export const flowOf = (name: string, steps: Record<string, unknown>, rest: Partial<Flow> = {}): Flow =>
  flowSchema.parse({ flow: name, about: 'A test.', start: Object.keys(steps)[0], steps, ...rest });
