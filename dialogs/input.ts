import type { Meaning } from './meaning.js';
import type { Session } from './session.js';
import type { Medium } from './terms.js';

/** What the shell knows beside the input. */
export interface Around {
  /** A person was asked for and is not done. */
  caseOpen: boolean;
  /** There are recordings in her language. */
  recordings: boolean;
}

/** Something she sent. */
export interface MessageInput {
  type: 'message';
  around?: Around;
  /** Milliseconds since 1970, from the shell's clock. */
  at: number;
  medium: Medium;
  meaning: Meaning;
  /** The choice of the question on screen that her words, number or tap select; found by the shell, which knows the labels. */
  answer?: string;
  /** The whole message, folded, where it is short enough to be a word of her own. Compared only, never recorded. */
  said?: string;
}

/** The directory's answer to the effect `find`. */
export interface FoundInput {
  type: 'found';
  around?: Around;
  at: number;
  /** Ids in order of fit; may be empty. */
  services: string[];
  /** True when nothing fits her region and need, and only lines for the whole country are left. */
  nationalOnly: boolean;
}

/** When the team is there again: the next opening of its hours. */
export interface TeamBack {
  /** Where the organisation is, "YYYY-MM-DDTHH:mm". */
  opensAt: string;
  /** Its day of the week, 0 (Sunday) to 6. */
  weekday: number;
  /** Days from today there; 0: today, 1: tomorrow. */
  inDays: number;
}

/** The answer to the effect `handoff`. */
export interface PresenceInput {
  type: 'presence';
  around?: Around;
  at: number;
  /** The name a coordinator shows, when one is here. */
  coordinator?: string;
  /** Requests that wait before hers, by urgency and then by age; undefined where nobody counted. */
  ahead?: number;
  /** Since when a person has been asked for already, where this is not the first time; milliseconds since 1970. */
  askedAt?: number;
  /** Ids of lines open now, when nobody is here. */
  lines: string[];
  /** When the team is there again; undefined while its hours are open or unknown. */
  back?: TeamBack;
  /** Set when the kill switch or a block makes a case impossible. */
  refused?: boolean;
}

/** The answer to the effect `recall`. */
export interface RecalledInput {
  type: 'recalled';
  around?: Around;
  at: number;
  /** Undefined where nothing of it is left. */
  session?: Session;
}

export type Input = MessageInput | FoundInput | PresenceInput | RecalledInput;
