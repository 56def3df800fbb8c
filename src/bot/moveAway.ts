import { newSession } from '../../dialogs/session.js';
import { RumboError } from '../errors.js';
import { ALERT_WAYS } from '../handoff/alerts.js';
import { closed, isOpen } from '../handoff/cases.js';
import type { KeepCodes, Kept, RandomBytes } from '../privacy/keepCodes.js';
import { leftBehind } from '../privacy/leave.js';
import { retentionMs } from '../privacy/retention.js';
import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Commit, Conversation, Held, Moved } from '../store/conversations.js';
import { holdSoon } from '../store/holdSoon.js';
import { type ConversationRef, refFromId } from '../store/keys.js';

/** How soon it is looked whether what was handed over has arrived. */
const LOOK_MS = 60_000;
/** What nobody took up in this time is forgotten all the same: the message that asked for it is gone too by then. */
const WAITS_MS = 24 * 3_600_000;

export interface MoveDeps extends BetweenTurnsDeps {
  keepCodes: KeepCodes;
  now: () => number;
  newId: () => string;
}

/**
 * The first of two writes: the old conversation is closed, its tokens open nothing any more, and what it knew lies ready
 * for exactly one other conversation. Asked again by the same one, after a crash, it gives the same.
 * @returns undefined where the code opens nothing any more @throws RumboError store_unavailable
 */
export async function moveAway(deps: MoveDeps, kept: Kept, to: ConversationRef): Promise<Moved | undefined> {
  const held = await holdSoon(deps.conversations, kept.ref);
  const { conversation } = held;
  const before = conversation?.moved;
  const isSame = before ? before.to === to.id && before.code === kept.name : conversation?.session.path === kept.path;
  if (!conversation || before || !isSame) {
    await deps.conversations.release(held);
    return isSame ? before : undefined;
  }
  const moved = handedOver(held, conversation, { to: to.id, code: kept.name, at: deps.now() });
  const written = await commitBetweenTurns(deps, held, closing(held, conversation, moved));
  if (!written) throw new RumboError('store_unavailable', 'A conversation was taken meanwhile.');
  return moved;
}

/** @returns a new code for a conversation; none behind the neutral face or after the safe word, where anybody may ask for it */
export async function codeFor(
  { conversations, keepCodes }: Pick<MoveDeps, 'conversations' | 'keepCodes'>,
  ref: ConversationRef,
  random: RandomBytes,
): Promise<string | undefined> {
  const session = (await conversations.read(ref))?.conversation.session;
  const isHidden = session?.closed === 'face' || session?.closed === 'safe-word';
  return session && !isHidden ? keepCodes.make(ref, session.path, random) : undefined;
}

/** True for a code that opens its conversation now. */
export async function isOpenedBy(conversations: MoveDeps['conversations'], kept: Kept): Promise<boolean> {
  const there = (await conversations.read(kept.ref))?.conversation;
  return there !== undefined && !there.moved && there.session.path === kept.path;
}

const handedOver = (
  held: Held,
  { session, heldBack }: Conversation,
  where: Pick<Moved, 'to' | 'code' | 'at'>,
): Moved => ({
  ...where,
  session,
  ...(heldBack && { heldBack }),
  ...(isOpen(held.case) && { case: held.case }),
});

function closing({ ref, case: kase }: Held, conversation: Conversation, moved: Moved): Commit {
  return {
    conversation: { ...leftBehind(conversation), moved },
    ...(isOpen(kase) && { case: closed(kase, 'other', moved.at) }),
    dropQueued: true,
    due: [{ member: `moved:${ref.id}`, at: moved.at + LOOK_MS }],
    undue: ['case', 'hold', ...ALERT_WAYS].map((kind) => `${kind}:${ref.id}`),
  };
}

/** The handler of the due row `moved`: once what was handed over has arrived, the old conversation is emptied. */
export function createMovedWatch(deps: MoveDeps): (ref: ConversationRef) => Promise<void> {
  async function hasArrived(ref: ConversationRef, { to, at }: Moved): Promise<boolean> {
    const target = refFromId(to);
    const there = target && (await deps.conversations.read(target));
    return there?.conversation.from === ref.id || deps.now() - at >= WAITS_MS;
  }

  return async (ref) => {
    const held = await deps.conversations.hold(ref);
    if (!held) return;
    const { conversation } = held;
    const member = `moved:${ref.id}`;
    if (!conversation?.moved) return void (await commitBetweenTurns(deps, held, { undue: [member] }));
    if (!(await hasArrived(ref, conversation.moved)))
      return void (await commitBetweenTurns(deps, held, { due: [{ member, at: deps.now() + LOOK_MS }] }));
    await deps.keepCodes.spend(ref);
    await commitBetweenTurns(deps, held, emptied(held, conversation, deps));
  };
}

/** Nothing is left but that its tokens open nothing, for as long as they would. */
function emptied({ ref }: Held, { moved: _gone, ...conversation }: Conversation, { now, newId }: MoveDeps): Commit {
  return {
    conversation: { ...conversation, session: newSession(newId()) },
    forget: true,
    due: [{ member: `expire:${ref.id}`, at: now() + retentionMs(undefined) }],
    undue: [`moved:${ref.id}`, `case:${ref.id}`],
  };
}
