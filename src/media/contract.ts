import type { ConversationRef } from '../store/keys.js';

/** A file that lies with a conversation. */
export interface Kept {
  /** Names it within its conversation; an attachment's `content.id`. */
  id: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

export interface OpenedMedia {
  contentType: string;
  bytes: Buffer;
}

/** How an activity names its file: `attachments[0].content`. */
export interface MediaFile {
  /** The platform's name of it, or ours where we were given the bytes. */
  id: string;
  /** Of the bytes, in base64 or hexadecimal, where the platform says. */
  sha256?: string;
}

/** Pictures, sound and documents, sealed with their conversation's key and forgotten with it, at the latest in MEDIA_DAYS. */
export interface MediaShelf {
  /**
   * Keeps a file of a conversation that has begun; once for its id.
   * @param declaredType what its sender says it is; the bytes decide
   * @throws RumboError media_refused, store_unavailable
   */
  keep(ref: ConversationRef, bytes: Buffer, declaredType: string, id?: string): Promise<Kept>;
  /** @returns undefined where it is not there any more */
  open(ref: ConversationRef, id: string): Promise<OpenedMedia | undefined>;
  /** Numbers of those kept under these ids, for the commit that empties them. */
  numbersOf(ref: ConversationRef, ids: string[]): Promise<number[]>;
  /** Forgets what is older than MEDIA_DAYS: the handler of the due row `media`. */
  expire(ref: ConversationRef): Promise<void>;
}
