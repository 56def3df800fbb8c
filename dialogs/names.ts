import { REQUESTS } from './terms.js';

/** The flow of first contact, and its question about the need, which is the list of needs and the safe way out. */
export const ORIENTATION = 'orientation';
export const NEED_STEP = 'need';
/** The step at which the danger flows are entered when they were said minutes ago. */
export const STILL = 'still';
/** The choice, after services, that looks for others: also meant by another place or topic said there. */
export const MORE = 'more';
export const LANGUAGE_FLOW = 'language';
export const NOT_UNDERSTOOD = 'not-understood';
export const FOR_OTHER = 'for-other';
export const MINOR = 'minor';
export const SUPPORT = 'support';
export const FACE = 'face';
export const GOODBYE = 'goodbye';
/** The goodbye of a shared phone, which also forgets. */
export const FORGETFUL_GOODBYE = 'goodbye-shared';

/** Flows that are asked in passing: when something else interrupts them, she does not come back to them. */
export const PASSING: ReadonlySet<string> = new Set([
  'danger-check',
  'crisis-check',
  'erase',
  'stop',
  LANGUAGE_FLOW,
  'help',
  'voice',
  'media',
  NOT_UNDERSTOOD,
  MINOR,
  ...REQUESTS,
]);

/** Flows that are entered from every state. They must exist. */
export const INTERRUPTING: ReadonlySet<string> = new Set([
  ...PASSING,
  'safe-word',
  'danger',
  'crisis',
  'human',
  SUPPORT,
  FOR_OTHER,
  FACE,
]);
