import type { Danger, Language, Need, Region } from '../../dialogs/terms.js';
import type { Permission } from '../delivery/guard.js';
import type { ConversationRef } from '../store/conversations.js';

export const CASE_STATES = ['waiting', 'claimed', 'returned', 'closed', 'expired'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A conversation that a person was asked for. Its state alone says who holds the conversation: `claimed` is the coordinator. */
export interface Case {
  ref: ConversationRef;
  channel: string;
  state: CaseState;
  urgency: 'high' | 'normal';
  reason: 'danger' | 'suicide' | 'asked' | 'voice' | 'not-understood' | 'flow';
  danger: Danger;
  /** Rule ids that made it urgent; never her words. */
  because: string[];
  language: Language;
  region?: Region;
  needs: Need[];
  openedAt: number;
  claimedAt?: number;
  endedAt?: number;
  lastInboundAt: number;
  /** Messages of hers that no coordinator has read. */
  unread: number;
  /** When the first of them came. */
  unreadSince?: number;
  coordinator?: { id: string; name: string };
  outcome?: Outcome;
  /** When she left with the safe word: whoever wrote after it may be somebody else. */
  safeWordAt?: number;
  /** Since when she hides behind the neutral face; until her word of return nobody may write to her. */
  hiddenAt?: number;
  /** She said that others use her phone too. */
  shared?: boolean;
  /** When she was told who is there. */
  introducedAt?: number;
  /** The one promised notice ("nobody is free yet") went out, or lapsed because she left. */
  noticeSentAt?: number;
}

export const OUTCOMES = ['helped', 'referred', 'no-answer', 'not-for-us', 'other'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One line of a conversation as the console shows it. */
export interface Line {
  number: number;
  at: number;
  from: 'person' | 'bot' | 'coordinator' | 'system';
  text: string;
  /** audio, image … where it was no text */
  medium?: string;
  /** A file came with it that can be opened. */
  file?: true;
  /** She deleted it; nothing of it is left. */
  deleted?: true;
  /** When she wrote it anew. */
  correctedAt?: number;
  state?: 'pending' | 'sent' | 'uncertain' | 'dead' | 'held';
  /** Of a coordinator's words: the id under which they were said. */
  replyId?: string;
}

export interface CaseView {
  case: Case;
  /** Answers given so far, by slot, as tags. */
  answers: Record<string, string>;
  /** What she wants to be called, in her own words; perhaps invented. Undefined: she gave no name. */
  callName?: string;
  offered: string[];
  lines: Line[];
  /** Milliseconds since 1970 until which WhatsApp lets us answer; undefined: no limit. */
  windowEndsAt?: number;
  /** What would become of a reply now, by her own words on when she may be written to. */
  mayWrite?: Permission;
  /** What she agreed to or refused, latest last. */
  consents?: ConsentView[];
}

/** An answer of hers that counts as consent or as a no, in the very words that she read. */
export interface ConsentView {
  name: string;
  at: number;
  /** Undefined: before she chose one, in the language that everybody is first spoken to in. */
  language?: Language;
  answer: string;
  /** What she was asked, and the label of her answer; undefined where that version's words are no longer kept. */
  words?: { asked: string; answered: string };
}

export type Refusal = 'gone' | 'taken' | 'not-yours' | 'window-closed' | 'too-long' | 'stopped' | 'not-now';
export type Done<T = object> = ({ ok: true } & T) | { ok: false; refusal: Refusal };

export interface Coordinator {
  id: string;
  name: string;
}

/** What the console may do with cases. Every method is one guarded, ordered change of the conversation it names. */
export interface Desk {
  /** Open cases: high urgency first, then the longest wait. Waiting and claimed. */
  queue(): Promise<Case[]>;
  view(conversationId: string, by: Coordinator): Promise<Done<{ view: CaseView }>>;
  claim(conversationId: string, by: Coordinator): Promise<Done>;
  /**
   * Sends the words through the same outbox as the bot's, or holds them back until she may be written to.
   * @param text 1 to 4,096 characters
   * @param replyId the same when the same words are said again, because the answer got lost: they leave once; other
   * words need another
   */
  reply(conversationId: string, by: Coordinator, text: string, replyId?: string): Promise<Done<{ line: Line }>>;
  /** The bot goes on where she was. */
  handBack(conversationId: string, by: Coordinator): Promise<Done>;
  close(conversationId: string, by: Coordinator, outcome: Outcome): Promise<Done>;
  /** "I am here until …"; undefined ends it. At most MAX_PRESENCE_HOURS ahead. */
  setPresence(by: Coordinator, until: number | undefined): Promise<void>;
  /** Who is here now. */
  present(at: number): Promise<(Coordinator & { until: number })[]>;
  /** While set, every message gets the emergency answer and nothing else; the safe word, stop and erase still work. */
  setKillSwitch(on: boolean, by: Coordinator): Promise<void>;
  killSwitch(): Promise<boolean>;
  /** Called after each change of the queue, also of other processes where the driver can tell. @returns how to stop listening */
  onChange(listener: (conversationId: string) => void): () => void;
}
