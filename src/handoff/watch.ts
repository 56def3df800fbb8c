import type { Activity } from 'botbuilder';
import type { Channel } from '../channels/contract.js';
import type { Guard } from '../delivery/guard.js';
import { speak } from '../delivery/speak.js';
import { windowEndsAt } from '../delivery/window.js';
import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Store } from '../store/contract.js';
import type { Commit, Conversation, Held } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import { ABANDONED_AFTER_MS, expired, isAbandoned, isOpen, waitingAgain } from './cases.js';
import type { Case } from './contract.js';
import type { Queue } from './queue.js';
import { caseRecord } from './record.js';

/** When nobody has come after this, she is told so once, with the lines that are open. */
export const NOTICE_AFTER_MS = 10 * 60_000;
/** A case that nobody took in a day is over: she was told which lines are open. */
export const CASE_ENDS_AFTER_MS = 24 * 3_600_000;

export interface WatchDeps extends Required<BetweenTurnsDeps> {
  store: Store;
  queue: Queue;
  channel: (name: string) => Channel | undefined;
  statusEvent: (state: 'failed', conversationId: string) => Partial<Activity>;
  /** The one promised notice, with the lines open now, in her language. */
  notice: (conversation: Conversation) => Partial<Activity>[];
  /** The bot is switched off: the notice waits until it is on again. */
  killed: () => Promise<boolean>;
  /** Whether what she did not just ask for may leave. */
  guard: Guard;
  now: () => number;
  newId: () => string;
}

/** Looks at an open case when it is due: its place in the queue, the one promised notice, its end. */
export function createCaseWatch(deps: WatchDeps): (ref: ConversationRef) => Promise<void> {
  return async (ref) => {
    const held = await deps.conversations.hold(ref);
    if (!held) return;
    // A case that is over is written once more, so that the queue forgets it even where a process died meanwhile.
    const commit =
      held.conversation && isOpen(held.case)
        ? next(held, held.conversation, held.case, await deps.killed())
        : { case: held.case, undue: [`case:${ref.id}`] };
    await commitBetweenTurns(deps, held, commit);
  };

  function next(held: Held, conversation: Conversation, kase: Case, killed: boolean): Commit {
    const at = deps.now();
    if (isAbandoned(kase, at)) return abandoned(held, conversation, kase, at);
    if (kase.state === 'waiting' && at >= kase.openedAt + CASE_ENDS_AFTER_MS) return end(held, conversation, kase, at);
    if (kase.state === 'waiting' && !kase.noticeSentAt && !killed && at >= kase.openedAt + NOTICE_AFTER_MS)
      return noticed(held, conversation, kase, at);
    return { case: kase, due: [{ member: `case:${held.ref.id}`, at: Math.max(nextLook(kase), at + 60_000) }] };
  }

  function nextLook(kase: Case): number {
    if (kase.state === 'claimed') return (kase.unreadSince ?? kase.lastInboundAt) + ABANDONED_AFTER_MS;
    return kase.openedAt + (kase.noticeSentAt ? CASE_ENDS_AFTER_MS : NOTICE_AFTER_MS);
  }

  function abandoned(held: Held, conversation: Conversation, kase: Case, at: number): Commit {
    const again = waitingAgain(kase, at);
    const due = [{ member: `case:${held.ref.id}`, at: at + NOTICE_AFTER_MS }];
    return { case: again, records: [caseRecord('caseAbandoned', again, conversation, at)], due };
  }

  function end(held: Held, conversation: Conversation, kase: Case, at: number): Commit {
    const { spoken } = speak([deps.statusEvent('failed', held.ref.id)], {
      ref: held.ref,
      channel: undefined,
      from: 'system',
      at,
      newId: deps.newId,
    });
    const over = expired(kase, at);
    const records = [caseRecord('caseExpired', over, conversation, at)];
    return { case: over, spoken, records, undue: [`case:${held.ref.id}`] };
  }

  function noticed(held: Held, conversation: Conversation, kase: Case, at: number): Commit {
    const due = [{ member: `case:${held.ref.id}`, at: kase.openedAt + CASE_ENDS_AFTER_MS }];
    const told = { case: { ...kase, noticeSentAt: at }, due };
    // It speaks of now: where she may not be written to now, it lapses.
    if (!mayBeTold(conversation, at) || !deps.guard(conversation, undefined, at).now) return told;
    const voice = {
      ref: held.ref,
      channel: deps.channel(conversation.channel),
      from: 'bot' as const,
      at,
      newId: deps.newId,
    };
    const { spoken, rows } = speak(deps.notice(conversation), voice);
    return { ...told, spoken, rows, records: [caseRecord('caseNoticed', told.case, conversation, at)] };
  }
}

/** Never after stop, exit or the safe word, and only while the channel's window is open. */
function mayBeTold(conversation: Conversation, at: number): boolean {
  const ends = windowEndsAt(conversation) ?? conversation.lastInboundAt + CASE_ENDS_AFTER_MS;
  return !conversation.session.closed && !conversation.revoked && at < ends;
}
