import type { IncomingMessage } from 'node:http';
import type { Accept } from '../contract.js';
import type { Random } from './incoming.js';
import type { KeepDeps } from './keepRoutes.js';
import type { TranscriptEntry } from './outgoing.js';
import type { TokenIssuer } from './tokens.js';

/**
 * Once for its id, so that an upload sent again takes no second place.
 * @throws RumboError store_unavailable: nothing was accepted, the client tries again
 */
export type KeepMedia = (
  conversationIdentity: string,
  bytes: Buffer,
  declaredType: string,
  id: string,
) => Promise<{ id: string; contentType: string; size: number }>;

/** What the web chat is given. A conversation's identity is its id: 128 random bits, base64url. */
export interface DirectLineDeps {
  accept: Accept;
  /** Entries with a number greater than `after`, oldest first, and what `isOpen` says; undefined where nothing is stored. */
  transcript: (
    conversationIdentity: string,
    after: number,
    limit: number,
  ) => Promise<{ entries: TranscriptEntry[]; isOpen: boolean } | undefined>;
  /** Calls the listener after something was added. @returns how to stop */
  watch: (conversationIdentity: string, listener: () => void) => () => void;
  /** Quick exit: from now on `isOpen` answers false, also after a restart. */
  close: (conversationIdentity: string) => Promise<void>;
  /** False once closed or erased; true also for a conversation in which nobody wrote yet. */
  isOpen: (conversationIdentity: string) => Promise<boolean>;
  /** False where too many conversations begin from one address just now. @param text her first words, where they came along */
  mayBegin: (request: IncomingMessage, text: string) => boolean;
  tokens: TokenIssuer;
  /** True for the first who uses this ticket, at whichever process. @throws RumboError store_unavailable */
  useTicket: (id: string) => Promise<boolean>;
  /** Codes to go on with on another device. */
  keep: KeepDeps;
  /** Milliseconds since 1970. */
  now: () => number;
  random: Random;
  /** True when the public address is https: the cookie is then `Secure`. */
  secure: boolean;
  /** Where streams are reached from outside, such as `https://example.org`; else where the request was sent to. */
  publicUrl?: string;
  /**
   * Keeps a file sealed and answers by what it is found again; without it, or where it refuses the file, only the
   * file's declared type goes on.
   */
  keepMedia?: KeepMedia;
  /** Told of errors that nobody expected; the client learns nothing of them. */
  onError?: (error: unknown) => void;
}
