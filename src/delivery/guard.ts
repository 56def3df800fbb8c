import type { Contact } from '../../dialogs/terms.js';
import type { Conversation } from '../store/conversations.js';
import type { LocalClock } from './localClock.js';
import { windowEndsAt } from './window.js';

/** Hours of the day in which she may be written to, from and until, where the organisation is. */
export const CONTACT_HOURS: Partial<Record<Contact, readonly [number, number]>> = {
  morning: [9, 12],
  afternoon: [13, 17],
  evening: [18, 21],
};
/** Her last words to a coordinator are so recent that an answer meets her there, at whatever hour. */
export const TALKING_MS = 10 * 60_000;

/**
 * Whether a message that she did not just ask for may leave now. `hours`: held until then; `herself`: she comes back on
 * her own; `window`: her hours open only after the channel's window has closed. The last two wait for her next message.
 */
export type Permission = { now: true } | { now: false; why: 'hours' | 'herself' | 'window'; until?: number };

export interface GuardDeps {
  clock: LocalClock;
  /** True for channels through which messages are pushed to her; elsewhere she fetches them. */
  pushes: (channel: string) => boolean;
}

/** The one guard of everything that is no direct answer to her own message. @param claimedAt since when a coordinator holds the conversation */
export type Guard = (conversation: Conversation, claimedAt: number | undefined, at: number) => Permission;

const NOW: Permission = { now: true };

export function createGuard({ clock, pushes }: GuardDeps): Guard {
  return (conversation, claimedAt, at) => {
    const wish = conversation.session.slots.contact?.value;
    if (!wish || wish === 'any-time' || !pushes(conversation.channel)) return NOW;
    if (isTalking(conversation, claimedAt, at)) return NOW;
    const hours = CONTACT_HOURS[wish];
    return hours ? within(hours, conversation, at) : { now: false, why: 'herself' };
  };

  function within([from, until]: readonly [number, number], conversation: Conversation, at: number): Permission {
    const minute = clock.minuteOfDay(at);
    if (minute >= from * 60 && minute < until * 60) return NOW;
    const opens = clock.next(from * 60, at);
    const ends = windowEndsAt(conversation);
    if (ends !== undefined && opens > ends) return { now: false, why: 'window' };
    return { now: false, why: 'hours', until: opens };
  }
}

/** She wrote to the coordinator who holds the conversation, a moment ago. */
const isTalking = ({ lastInboundAt }: Conversation, claimedAt: number | undefined, at: number): boolean =>
  claimedAt !== undefined && lastInboundAt > claimedAt && at - lastInboundAt <= TALKING_MS;
