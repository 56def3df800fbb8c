import { REQUESTS } from './terms.js';

/** The flow of first contact, and its question about the need, which is the list of needs and the safe way out. */
export const ORIENTATION = 'orientation';
export const NEED_STEP = 'need';
/** The step at which a flow is entered whose first words were said already: the numbers of danger minutes ago, a welcome once. */
export const STILL = 'still';
/** The choice, after services, that looks for others: also meant by another place or topic said there. */
export const MORE = 'more';
export const LANGUAGE_FLOW = 'language';
export const NOT_UNDERSTOOD = 'not-understood';
export const FOR_OTHER = 'for-other';
export const MINOR = 'minor';
export const SUPPORT = 'support';
export const CONTACT = 'contact';
export const GOODBYE = 'goodbye';
/** The goodbye of a shared phone, which also forgets. */
export const FORGETFUL_GOODBYE = 'goodbye-shared';
/** The step of the goodbye at which her thanks are answered. */
export const THANKS = 'thanks';
/** The choice that ends a topic: also meant by thanks or a goodbye said there. */
export const DONE = 'done';
export const SAME_PERSON = 'same-person';
export const FACE = 'face';
/** Asks for a word of her own. */
export const WORD = 'word';

/** What is asked gently while it is doubtful whether a danger is meant, by the flow of that danger. */
export const DOUBTS = { danger: 'danger-check', crisis: 'crisis-check' } as const;

/** Flows that are asked in passing: when something else interrupts them, she does not come back to them. */
export const PASSING: ReadonlySet<string> = new Set([
  'erase',
  'stop',
  LANGUAGE_FLOW,
  'help',
  'voice',
  'media',
  NOT_UNDERSTOOD,
  MINOR,
  GOODBYE,
  SAME_PERSON,
  // Asked after a request for a person, its answer counts as consent: she comes back to it.
  ...REQUESTS.filter((request) => request !== CONTACT),
]);

/** Flows that are entered from every state. They must exist. */
export const INTERRUPTING: ReadonlySet<string> = new Set([
  ...PASSING,
  'safe-word',
  'danger',
  'crisis',
  ...Object.values(DOUBTS),
  'human',
  SUPPORT,
  FOR_OTHER,
  CONTACT,
  FACE,
]);
