import { newSession, type Session } from '../../dialogs/session.js';
import type { Commit, Conversations, Held, Moved, Waiting } from '../store/conversations.js';
import { type ConversationRef, refFromId } from '../store/keys.js';
import { dueAfter } from './dueAfter.js';
import { type MoveDeps, moveAway } from './moveAway.js';

/** Finds an earlier conversation. @returns undefined where nothing of it may be gone on with */
export type Recall = (id: string) => Promise<Earlier | undefined>;

/** A conversation under another number. */
export interface Earlier {
  from: ConversationRef;
  /** What it knows. */
  session: Session;
}

/** Hands an earlier conversation over to the one that goes on. @returns undefined where nothing of it is left */
export type Bring = (id: string, to: ConversationRef) => Promise<Brought | undefined>;

export interface Brought {
  from: ConversationRef;
  moved: Moved;
}

/** Stands where a code would: it goes on by her yes. */
const BY_HER_YES = 'same person';

export function createRecall(conversations: Conversations): Recall {
  return async (id) => {
    const from = refFromId(id);
    const there = from && (await conversations.read(from))?.conversation;
    // Handed over already, by a process that died before it arrived.
    const session = there?.moved?.session ?? there?.session;
    return from && session && isWorthIt(session) ? { from, session } : undefined;
  };
}

/** @throws RumboError store_unavailable */
export function createBring(deps: MoveDeps): Bring {
  const recall = createRecall(deps.conversations);
  return async (id, to) => {
    const found = await recall(id);
    const kept = found && { ref: found.from, path: found.session.path, name: BY_HER_YES };
    const moved = kept && (await moveAway(deps, kept, to));
    return moved && { from: kept.ref, moved };
  };
}

/** After the safe word nothing shows that anybody wrote; and where nothing was said there is nothing to go on with. */
const isWorthIt = ({ closed, at, needs, slots }: Session): boolean =>
  closed !== 'safe-word' && (at !== undefined || needs.length > 0 || Object.keys(slots).length > 0);

/** The identity that the platform names as hers before her number changed. */
function previousIn({ activity }: Waiting): string | undefined {
  const { previous } = (activity.value ?? {}) as { previous?: unknown };
  return activity.type === 'event' && typeof previous === 'string' ? previous : undefined;
}

/** Whoever writes where a number changed hands finds nothing of whoever had it. */
export const isStranger = ({ conversation }: Held, batch: Waiting[]): boolean =>
  conversation?.revoked === true && conversation.channel === 'whatsapp' && batch.length > 0;

/** What such a one finds: nothing. */
export const asStranger = (held: Held): Held => ({ ...held, conversation: undefined, case: undefined });

/**
 * The session that a round begins with. A conversation that has begun stays as it is: two are never made one.
 * @param idOf the id of an identity's conversation
 */
export function sessionBefore(
  { conversation }: Held,
  batch: Waiting[],
  deps: { newId: () => string; idOf: (identity: string) => string },
): Session {
  if (conversation) return conversation.session;
  const session = newSession(deps.newId());
  const previous = batch.map(previousIn).find((identity) => identity !== undefined);
  return previous === undefined ? session : { ...session, earlier: deps.idOf(previous) };
}

/** Remembers the link until she writes. Nothing is said, and no time to answer in has begun. */
export function linked({ ref, conversation }: Held, batch: Waiting[], session: Session, at: number): Commit {
  const event = batch.find((waiting) => previousIn(waiting) !== undefined);
  if (!event || conversation) return {};
  const { channel, address } = event;
  return { conversation: { session, channel, address, lastInboundAt: 0 }, ...dueAfter({ ref, at, erased: false }) };
}

/** Where nothing is left of before, or she left it with the safe word, she is not asked. */
export async function stillThere(session: Session, recall: Recall): Promise<Session> {
  if (session.earlier === undefined || (await recall(session.earlier))) return session;
  const { earlier: _gone, ...rest } = session;
  return rest;
}
