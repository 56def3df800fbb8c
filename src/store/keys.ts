import type { Sealer } from '../sealing/contract.js';

/** Names one conversation: its tag `{sNNN}` and the keyed hash of its channel identity. Both are fixed for ever. */
export interface ConversationRef {
  tag: string;
  /** 22 characters, base64url. */
  id: string;
}

/** How many tags conversations are spread over; fixed for ever, since it is part of every key. */
export const SHARDS = 1024;
const ID_LENGTH = 22;

const tagOf = (shard: number) => `{s${String(shard).padStart(4, '0')}}`;

/** Every tag of conversations, for sweeps. */
export const ALL_TAGS = Array.from({ length: SHARDS }, (_, shard) => tagOf(shard));

/** @param identity who writes, in the channel's own terms; only its keyed hash is kept */
export function conversationRef(sealer: Sealer, channel: string, identity: string): ConversationRef {
  const id = sealer.lookup('identity', `${channel}:${identity}`).slice(0, ID_LENGTH);
  return { id, tag: tagOf(Buffer.from(id, 'base64url').readUInt32BE(0) % SHARDS) };
}

/** @returns the conversation that bears this id, as the console and due rows name it */
export function refFromId(id: string): ConversationRef | undefined {
  if (!/^[\w-]{22}$/.test(id)) return undefined;
  return { id, tag: tagOf(Buffer.from(id, 'base64url').readUInt32BE(0) % SHARDS) };
}

/** The keys of one conversation; all carry its tag. */
export function keysOf({ tag, id }: ConversationRef) {
  return {
    conversation: `${tag}c:${id}`,
    case: `${tag}k:${id}`,
    inbox: `${tag}i:${id}`,
    /** Who is meant by the name of this conversation, where that is another one. */
    alias: `${tag}a:${id}`,
    transcript: `${tag}t:${id}`,
    /** Pictures, voice and documents, and beside each, under the same number, what it is. */
    media: `${tag}m:${id}`,
    mediaIndex: `${tag}n:${id}`,
    outbox: `${tag}o:${id}`,
    /** How far the first row of the outbox has come. */
    sending: `${tag}h:${id}`,
    /** What a status told of it. */
    told: `${tag}w:${id}`,
    /** Rows that could not be sent, until somebody is done with them. */
    dead: `${tag}x:${id}`,
    /** Hashed message ids of eight days; after an erasure, what is left for 35 days so that late duplicates stay out. */
    seen: `${tag}d:${id}`,
    turnLease: `${tag}l:${id}`,
    sendLease: `${tag}s:${id}`,
    due: `${tag}due`,
    records: `${tag}r`,
  };
}
