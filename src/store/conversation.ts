import type { Activity } from 'botbuilder';
import type { Session } from '../../dialogs/session.js';
import type { Case } from '../handoff/contract.js';
import type { ConversationRef } from './keys.js';

/** What is kept of one conversation between turns. */
export interface Conversation {
  session: Session;
  channel: string;
  /** Where answers go, in the channel's terms. */
  address: Record<string, string>;
  lastInboundAt: number;
  /** Messages of a coordinator that wait for her hours, or for her next message; their lines are in the transcript already. */
  heldBack?: Partial<Activity>[];
  /** She left in a hurry, went on elsewhere, or her number has another owner: its tokens open nothing any more. */
  revoked?: boolean;
  /** It went on elsewhere, and what it knew waits to be taken up there. */
  moved?: Moved;
  /** The conversation that went on here. */
  from?: string;
  /** Keyed hash of the code she was asked about: sent once more, that conversation replaces this one. */
  keepAsked?: string;
}

/** What a conversation handed over to another. */
export interface Moved extends Pick<Conversation, 'session' | 'heldBack'> {
  /** The id of the conversation that may take it up. */
  to: string;
  /** Keyed hash of the code that she sent there. */
  code: string;
  at: number;
  case?: Case;
}

/** One message that waits for its turn. */
export interface Waiting {
  number: number;
  channel: string;
  address: Record<string, string>;
  activity: Partial<Activity>;
  at: number;
  /** The channel's id of it. */
  dedupeId?: string;
}

export type Speaker = 'person' | 'bot' | 'coordinator' | 'system';

/** One line of the transcript. */
export interface Spoken {
  at: number;
  from: Speaker;
  activity: Partial<Activity>;
}

/** A line with its place in the transcript. */
export type Numbered = Spoken & { number: number };

/** One row of the outbox: an activity that has to leave. */
export interface Row {
  id: string;
  activity: Partial<Activity>;
  at: number;
}

/** A conversation in the hands of one process; nobody else commits to it while the lease holds. */
export interface Held {
  ref: ConversationRef;
  lease: number;
  salt: Buffer;
  conversation?: Conversation;
  case?: Case;
  waiting: Waiting[];
  /** Entries up to this number do not open and are no use to anybody. */
  broken?: number;
}

/** What one commit writes, all of it or nothing. */
export interface Commit {
  conversation?: Conversation;
  case?: Case;
  spoken?: Spoken[];
  /** Lines of the transcript, written anew in their places. */
  rewrites?: Numbered[];
  /** Ids of messages that do not come in any more. */
  barred?: string[];
  /** Numbers of kept media that are emptied. */
  unkept?: number[];
  rows?: Row[];
  /** Content-free facts for the counts. */
  records?: object[];
  /** Waiting messages up to this number are done. */
  consumed?: number;
  /** Nothing that was queued before this commit leaves any more. */
  dropQueued?: boolean;
  due?: { member: string; at: number }[];
  undue?: string[];
  /** Content, case and key are destroyed; what this commit itself adds is kept under a new key. */
  forget?: boolean;
}
