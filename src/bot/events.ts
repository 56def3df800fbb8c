// By its file: the whole of `botbuilder` brings servers and sign-in that are not used here.
import { EventFactory } from 'botbuilder/lib/eventFactory.js';
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder-core';
import type { Effect } from '../../dialogs/effect.js';
import type { Session } from '../../dialogs/session.js';
import { isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';

/** The answers a person on duty gets with a hand-off: tags only. */
export function answersOf(session: Session): Record<string, string> {
  const { need, kind, children, place, safe } = session.slots;
  const all = {
    language: session.language,
    need: need?.value,
    kind: kind?.value,
    children: children?.value,
    safe: safe?.value,
    region: place?.value.region,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Bot Framework's request for a person, with the answers given and what was said so far. */
export function initiation(context: TurnContext, session: Session, said: Partial<Activity>[]): Partial<Activity> {
  const transcript = { activities: said as Activity[] };
  return EventFactory.createHandoffInitiation(context, answersOf(session), transcript);
}

/** Bot Framework's report of what became of it. */
export const statusEvent = (state: 'accepted' | 'completed' | 'failed', conversationId: string): Partial<Activity> =>
  EventFactory.createHandoffStatus(
    { id: conversationId, isGroup: false, conversationType: '', name: '' } as never,
    state,
  ) as Partial<Activity>;

/** What a turn left behind, as far as it tells whether anything may follow. */
interface Left {
  decision?: { effects: Effect[] };
  session: Session;
  case?: Case;
}

/**
 * Bot Framework's sign that the conversation came to its end, by which a page forgets it on a phone that others use.
 * Not while a person may still answer, and not after danger: the numbers stay where she can read them.
 */
export function endOf({ decision, session, case: kase }: Left): Partial<Activity>[] {
  const records = (decision?.effects ?? []).flatMap((effect) => (effect.type === 'record' ? [effect.record.type] : []));
  const rests = session.at === undefined && !isOpen(kase) && !records.includes('dangerSeen');
  const ended = records.includes('closed') || (decision !== undefined && rests);
  // Behind the neutral face the chat goes on, and nothing tells of an end.
  return ended && session.closed !== 'face' ? [{ type: ActivityTypes.EndOfConversation }] : [];
}
