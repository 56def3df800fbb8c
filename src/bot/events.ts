import { type Activity, EventFactory, type TurnContext } from 'botbuilder';
import type { Session } from '../../dialogs/session.js';

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
