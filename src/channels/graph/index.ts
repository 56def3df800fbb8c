export type { Fault } from './faults.js';
export type { Line } from './ledger.js';
export type { PhoneMessage } from './phoneMessages.js';
export { type GraphStandIn, type GraphStandInOptions, startGraphStandIn } from './startGraphStandIn.js';
