import type { Place } from './meaning.js';
import type { Danger, Language, Need, Slot } from './terms.js';

/** One choice of a question. `slot` is what a tap on it sends beside `value`: the slot, or the step's id where it fills none. */
export interface AskedChoice {
  slot: string;
  value: string;
  /** Text key of the label. */
  text: string;
}

/** A look-up in the directory. */
export interface FindEffect {
  type: 'find';
  need: Need;
  kind?: string;
  place?: Place;
  children?: string;
  danger: Danger;
  /** Services to leave out: already offered. */
  except: string[];
  limit: number;
}

/** A person is asked for. */
export interface HandoffEffect {
  type: 'handoff';
  reason: 'danger' | 'suicide' | 'asked' | 'voice' | 'not-understood' | 'flow';
  urgency: 'high' | 'normal';
}

/** She wants to go on with an earlier conversation. */
export interface RecallEffect {
  type: 'recall';
  earlier: string;
}

/** What a commit writes for the counts: tags and ids, never content. */
export type FlowRecord =
  | { type: 'stepEntered'; flow: string; version: string; step: string }
  | { type: 'answered'; flow: string; version: string; step: string; slot: string; value: string }
  | { type: 'notUnderstood'; flow: string; version: string; step: string }
  | { type: 'dangerSeen'; danger: Danger; sure: boolean; because: string[] }
  | { type: 'commandUsed'; command: string }
  | { type: 'stateMapped'; flow: string; from: string; to: string }
  | {
      type: 'consent';
      name: string;
      flow: string;
      version: string;
      step: string;
      language?: Language;
      answer: string;
    }
  | { type: 'closed'; how: string };

/** What the core asks of the shell. Data only; the shell decides how and when. */
export type Effect =
  /**
   * Says a text. `services` names records whose cards belong to it; `named` gives values that are texts themselves, by
   * their keys.
   */
  | {
      type: 'say';
      text: string;
      services?: string[];
      values?: Record<string, string | number>;
      named?: Record<string, string>;
    }
  /**
   * Puts a question. `text` is the key to say; `again` when it is put a second time in other words. `from`: how many
   * choices she has seen already, where a channel shows them in parts.
   */
  | { type: 'ask'; text: string; slot?: Slot; choices: AskedChoice[]; again?: boolean; from?: number }
  /** Says in one message what she may want to keep. @param services ids of what she was shown last */
  | { type: 'summary'; services: string[] }
  | FindEffect
  | HandoffEffect
  | RecallEffect
  | { type: 'record'; record: FlowRecord }
  /** Forgets everything about her after this turn's words went out. */
  | { type: 'erase' }
  /** Stops everything queued for her; nothing is sent until she writes again. */
  | { type: 'silence' };
