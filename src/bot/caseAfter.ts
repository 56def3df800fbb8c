import type { Meaning } from '../../dialogs/meaning.js';
import type { Session } from '../../dialogs/session.js';
import { heard, isOpen, openCase, unpromised } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import { FALLBACK } from '../locale/locale.js';
import type { Waiting } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import type { Decision } from './decide.js';

interface Turn {
  decision: Decision | undefined;
  meaning: Meaning;
  session: Session;
  ref: ConversationRef;
  waiting: Waiting;
}

/** The case as it stands after one message: opened by the turn, made more urgent, or with one more message unread. */
export function caseAfter(before: Case | undefined, turn: Turn): Case | undefined {
  const after = askedOrHeard(before, turn);
  return isOpen(after) ? leftOrBack({ ...after, shared: turn.session.shared }, turn) : after;
}

/** What leaving, hiding behind the neutral face and coming back from it mean for an open case. */
function leftOrBack(kase: Case, { session: { closed }, waiting: { at } }: Turn): Case {
  if (!closed) return { ...kase, hiddenAt: undefined };
  const left = unpromised(kase, at);
  if (closed === 'face') return { ...left, hiddenAt: left.hiddenAt ?? at };
  return closed === 'safe-word' ? { ...left, safeWordAt: at } : left;
}

function askedOrHeard(before: Case | undefined, turn: Turn): Case | undefined {
  const { meaning, waiting } = turn;
  const danger = meaning.sure ? meaning.danger : 'none';
  const after = isOpen(before)
    ? heard(before, { at: waiting.at, danger, because: meaning.because })
    : over(before, waiting.at);
  const handoff = turn.decision?.lookups.find((lookup) => 'lines' in lookup);
  if (!handoff || !('lines' in handoff)) return after;
  // Told at once that nobody is here: the one promised notice is given.
  const noticeSentAt = handoff.lines.length > 0 ? waiting.at : undefined;
  return openCase(after, { ...opened(turn, handoff.effect), noticeSentAt });
}

/** A case that is over stays so; that she wrote after it is known. */
const over = (kase: Case | undefined, at: number): Case | undefined => kase && { ...kase, lastInboundAt: at };

function opened(
  { session, ref, waiting, meaning }: Turn,
  handoff: Pick<Case, 'reason' | 'urgency'>,
): Omit<Case, 'state' | 'unread'> {
  return {
    ref,
    channel: waiting.channel,
    urgency: session.danger === 'none' ? handoff.urgency : 'high',
    reason: handoff.reason,
    danger: session.danger,
    because: meaning.danger === 'none' ? [] : meaning.because,
    language: session.language ?? FALLBACK,
    region: session.slots.place?.value.region,
    needs: session.needs,
    openedAt: waiting.at,
    lastInboundAt: waiting.at,
  };
}
