import type { Activity } from 'botbuilder';

/** One thing that arrived, before anything of it was understood. */
export interface Incoming {
  /** Who wrote, in the channel's own terms (business-scoped user id, wa_id, web conversation id). Never logged. */
  identity: string;
  /** Where an answer goes, in the channel's own terms; kept sealed. */
  address: Record<string, string>;
  /** The channel's id of this message; the same id is accepted once in eight days. */
  dedupeId: string;
  /** Milliseconds since 1970 by the channel's clock, for the order inside one request. */
  sentAt: number;
  activity: Partial<Activity>;
  /** Only while no alias says that this identity belongs to another conversation. */
  unlessRenamed?: boolean;
}

/** What became of one incoming message. `renamed`: it asked for that, and belongs elsewhere; nothing was written. */
export type Accepted = 'accepted' | 'duplicate' | 'renamed';

/** Appends durably and then returns; the turn runs afterwards. @throws RumboError store_unavailable: answer 503 */
export type Accept = (channel: ChannelName, incoming: Incoming) => Promise<Accepted>;

/** A status the platform reports of something we sent; `id` is our outbox id where the platform gives it back. */
export interface Settlement {
  id?: string;
  platformId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  errorCode?: string;
}

/** One activity on its way out. */
export interface Outgoing {
  /** Unique, given to the platform so that its statuses name it. */
  id: string;
  address: Record<string, string>;
  activity: Partial<Activity>;
  /** 1 for the first try. */
  attempt: number;
}

/** The channel classifies; delivery decides. */
export type Sent =
  | { state: 'sent'; platformId?: string }
  /** Not sent, may be tried again after that many milliseconds. */
  | { state: 'retry'; code: string; afterMs?: number }
  /** It may have arrived: wait for a status before sending again. */
  | { state: 'uncertain'; code: string }
  /** It can never be sent. */
  | { state: 'dead'; code: string }
  /** More than 24 hours since her last message. */
  | { state: 'window-closed'; code: string }
  /** The channel itself is refused (token, permission): keep everything, call for help. */
  | { state: 'halted'; code: string };

export type ChannelName = 'webchat' | 'whatsapp' | 'botframework' | 'console';
/** `webchat` keeps nothing to send: its page fetches the transcript. */
export interface Channel {
  name: ChannelName;
  /** True: activities are pushed through `send`. False: the channel's client fetches them. */
  pushes: boolean;
  /** The bubbles that what is said in one turn becomes, each one request; a row of the outbox each, so that a retry repeats none that was sent. */
  bubbles?(activities: Partial<Activity>[]): Partial<Activity>[];
  send(outgoing: Outgoing): Promise<Sent>;
  /**
   * Shows her that her message was read and that an answer is on its way. Only where the settings allow it; never fails
   * and is never waited for. To be asked only while she has said that nobody else looks on.
   */
  seen?(message: Seen): void;
}

/** A message of hers, by the channel's own id. */
export type Seen = Pick<Incoming, 'address' | 'dedupeId'>;
