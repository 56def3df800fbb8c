import type { Conversation } from '../store/conversations.js';
import type { Case } from './contract.js';

type CaseEvent =
  | 'caseClaimed'
  | 'caseReplied'
  | 'caseReturned'
  | 'caseClosed'
  | 'caseExpired'
  | 'caseNoticed'
  | 'caseAbandoned';

/** What became of a case, for the counts: tags and times only, under the random name of her path. */
export function caseRecord(type: CaseEvent, kase: Case, { session }: Conversation, at: number): object {
  const { channel, language, region, needs, reason, urgency, danger, openedAt, outcome } = kase;
  const event = { type, reason, urgency, danger, openedAt, ...(outcome && { outcome }) };
  return { at, path: session.path, channel, language, region: region ?? null, needs, command: null, events: [event] };
}
