import type { Place } from './meaning.js';
import type { Contact, Danger, Language, Need } from './terms.js';

/** A place in a flow. */
export interface Position {
  flow: string;
  version: string;
  step: string;
}

/** An answer she gave, and when (milliseconds since 1970). */
export interface Answered<T = string> {
  value: T;
  at: number;
}

/** What is remembered of her answers, by slot. */
export interface Slots {
  safe?: Answered<'yes' | 'no'>;
  need?: Answered<Need>;
  place?: Answered<Place>;
  children?: Answered;
  kind?: Answered;
  contact?: Answered<Contact>;
  feedback?: Answered;
}

/** A question whose answer counts as her consent or her no, as she saw it; flow, version, step and language find the very words. */
export interface Consent extends Position {
  name: string;
  language?: Language;
  answer: string;
  at: number;
}

/**
 * Where one woman is. Plain JSON; the only thing kept between two turns.
 * `at` is undefined before her first message and after a conversation came to rest.
 */
export interface Session {
  at?: Position;
  /** Whom to return to when a sub-flow or a global flow ends; bounded by MAX_DEPTH. */
  callers: Position[];
  /** Questions answered, latest last, for "back"; bounded by MAX_HISTORY. */
  history: Position[];
  language?: Language;
  slots: Slots;
  /** All needs she named, latest first; bounded by the closed list. */
  needs: Need[];
  /** The highest danger so far; immediate and suicide outrank none. */
  danger: Danger;
  /** When the danger block was last said, so that it is not repeated every turn; `dangerSaid` tells which one. */
  dangerSaidAt?: number;
  dangerSaid?: Danger;
  /** The danger she was last asked about gently, and when. */
  dangerAsked?: Answered<Danger>;
  /** Needs her unclear words may mean; the question about the need offers these alone. */
  doubt?: Need[];
  /** Where she goes on once she has said that it is still safe to write: the step, last, after its callers. */
  resume?: Position[];
  /** How often in a row the question on screen was not understood. */
  misses: number;
  /** Ids of services already offered, so that "more" shows others; bounded. */
  offered: string[];
  /** After stop, the safe word or "not safe": silence until she writes again. `face`: until her word of return. */
  closed?: 'stop' | 'safe-word' | 'not-safe' | 'face';
  /** Her own words, folded: one puts on the neutral face, one takes it off. They are in force once both are there. */
  own?: { hide?: string; back?: string };
  /** What the neutral face says next: the count of its lines so far, danger, or an erasure. */
  face?: { said: number; now?: 'danger' | 'erase' };
  /** What she wants to be called, in her own words and perhaps invented; without `name` she gave none. Shown to a coordinator, said by nobody else. */
  callName?: { name?: string; at: number };
  /** Others use this phone too. */
  shared?: boolean;
  /** What the bot says goes out as sound too, where staff recorded it. */
  audio?: boolean;
  /** Random name of this path in the counts; not derived from her identity. */
  path: string;
  /** What she agreed to or refused, latest last; bounded by MAX_CONSENTS. */
  consents?: Consent[];
  /** Her thanks were answered since she last began: once is enough. */
  thanked?: boolean;
  /** Names an earlier conversation that may be hers, under another number: asked once, at her first words. */
  earlier?: string;
  forOther?: boolean;
  minor?: boolean;
}

/** A new session. @param path random, from outside */
export function newSession(path: string): Session {
  return { callers: [], history: [], slots: {}, needs: [], danger: 'none', misses: 0, offered: [], path };
}
