import type { Danger } from '../../dialogs/terms.js';
import type { Case, Coordinator, Outcome } from './contract.js';

/** Open: a person was asked for and is not done. */
export const isOpen = (kase: Case | undefined): kase is Case => kase?.state === 'waiting' || kase?.state === 'claimed';

/** Claimed: the coordinator holds the conversation and the bot is silent. */
export const isClaimed = (kase: Case | undefined): kase is Case => kase?.state === 'claimed';

/** Opens a case, or makes the open one more urgent; an open case is never opened twice. */
export function openCase(previous: Case | undefined, opened: Omit<Case, 'state' | 'unread'>): Case {
  if (!isOpen(previous)) return { ...opened, state: 'waiting', unread: 1 };
  const noticeSentAt = previous.noticeSentAt ?? opened.noticeSentAt;
  return { ...raised(previous, opened), ...(noticeSentAt !== undefined && { noticeSentAt }) };
}

/** She left: whoever writes next may be somebody else, and learns nothing of what was promised. */
export const unpromised = (kase: Case, at: number): Case => {
  // A word of leaving asks for no answer.
  const { unreadSince: _answered, ...rest } = kase;
  return { ...rest, noticeSentAt: kase.noticeSentAt ?? at };
};

function raised(previous: Case, by: Pick<Case, 'urgency' | 'danger' | 'because' | 'lastInboundAt'>): Case {
  return {
    ...previous,
    urgency: by.urgency === 'high' ? 'high' : previous.urgency,
    danger: by.danger === 'none' ? previous.danger : by.danger,
    because: [...new Set([...previous.because, ...by.because])],
    lastInboundAt: by.lastInboundAt,
  };
}

/** A message of hers came while the case is open. */
export function heard(kase: Case, message: { at: number; danger: Danger; because: string[] }): Case {
  const dangerous = message.danger !== 'none';
  const by = {
    urgency: dangerous ? ('high' as const) : kase.urgency,
    danger: message.danger,
    because: dangerous ? message.because : [],
  };
  const unreadSince = kase.unread > 0 ? (kase.unreadSince ?? message.at) : message.at;
  return { ...raised(kase, { ...by, lastInboundAt: message.at }), unread: kase.unread + 1, unreadSince };
}

/** So long a woman waits for the coordinator who holds her conversation before it waits for everybody again. */
export const ABANDONED_AFTER_MS = 20 * 60_000;

/** The coordinator who holds the conversation has left her words unanswered for too long. */
export const isAbandoned = (kase: Case, at: number): boolean =>
  isClaimed(kase) && kase.unread > 0 && kase.unreadSince !== undefined && at - kase.unreadSince >= ABANDONED_AFTER_MS;

/** Nobody holds it any more: the bot answers again, and everybody on duty is called. */
export function waitingAgain(kase: Case, at: number): Case {
  const { coordinator: _left, claimedAt: _then, introducedAt: _told, ...rest } = kase;
  return { ...rest, state: 'waiting', openedAt: at };
}

export const claimed = (kase: Case, by: Coordinator, at: number): Case => ({
  ...kase,
  state: 'claimed',
  coordinator: { id: by.id, name: by.name },
  claimedAt: at,
});

export const returned = (kase: Case, at: number): Case => ({ ...kase, state: 'returned', endedAt: at });

export const closed = (kase: Case, outcome: Outcome, at: number): Case => ({
  ...kase,
  state: 'closed',
  outcome,
  endedAt: at,
});

/** Nobody came. */
export const expired = (kase: Case, at: number): Case => ({ ...kase, state: 'expired', endedAt: at });
