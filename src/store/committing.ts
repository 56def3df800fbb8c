import type { Change } from './contract.js';
import type { Commit, Held, Row } from './conversation.js';
import type { Committed } from './conversations.js';
import { type ConversationRef, keysOf } from './keys.js';
import { readLease } from './leases.js';
import { asNoted, firstTry, type Taken } from './outbox.js';

/** A commit on its way into the store. */
export interface Writing {
  commit: Commit;
  changes: Change[];
  since: number;
}

/** Sealed anew by each commit, so that it says which was the last. */
export interface Mark {
  key: string;
  value: Buffer;
}

/** What stands in the store after a write without an answer. */
export interface Found {
  lease?: number;
  /** In the mark's place. */
  value?: Buffer;
  sending?: Buffer;
  sendLease?: Buffer;
}

/** What a commit writes of the conversation, or of its case alone. */
export function markOf(ref: ConversationRef, changes: Change[]): Mark | undefined {
  const keys = keysOf(ref);
  const put = changes.find(({ do: kind, key }) => kind === 'put' && (key === keys.conversation || key === keys.case));
  return put?.do === 'put' ? put : undefined;
}

/** Exactly what the commit noted of its first row stands there still: it was written, whoever wrote after it. */
export function isNoted({ commit, since }: Writing, { sending }: Found): boolean {
  const first = firstAlong(commit);
  return first !== undefined && sending?.equals(asNoted(firstTry(first, since))) === true;
}

/** Something that a coordinator said: told that it got lost she says it again or not, and it must not come late. */
export const isSaidAgain = ({ consumed, spoken = [] }: Commit): boolean => consumed === undefined && spoken.length > 0;

/**
 * The first row that a commit takes along. What was queued before and is dropped now may be in another sender's hands:
 * then the rows wait for the sweep.
 */
export const firstAlong = ({ rows: [first] = [], dropQueued, forget }: Commit): Row | undefined =>
  dropQueued || forget ? undefined : first;

/** A commit that was written, though nobody said so. The lease was kept where a message waits. */
export function written(held: Held, writing: Writing, found: Found): Committed {
  const lease = isNoted(writing, found) ? readLease(found.sendLease)?.number : undefined;
  const toSend = lease ? takenAlong(held, writing.commit, { lease, since: writing.since }) : undefined;
  return { state: found.lease === undefined ? 'done' : 'more', ...(toSend && { toSend }) };
}

/** The outbox as `takeToSend` left it: the commit's rows, numbered from 1, the first noted as in flight. */
export function takenAlong(
  held: Held,
  commit: Commit,
  { lease, since }: { lease?: number; since: number },
): Taken | undefined {
  const conversation = commit.conversation ?? held.conversation;
  if (lease === undefined || !conversation) return undefined;
  const rows = (commit.rows ?? []).map((row, index) => ({ ...row, number: index + 1 }));
  return { ref: held.ref, lease, salt: held.salt, conversation, rows, since, begun: true };
}
