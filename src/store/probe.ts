import type { Step } from './contract.js';

/** How long the trace of a probe stays, in milliseconds. */
const PROBE_TTL_MS = 60_000;

/** The smallest real write, to see whether writes go through. */
export const PROBE: { tag: string; steps: Step[] } = {
  tag: '{meta}',
  steps: [{ changes: [{ do: 'put', key: '{meta}probe', value: Buffer.from('1'), ttlMs: PROBE_TTL_MS }] }],
};
