import type { FlowSet } from '../../dialogs/advance.js';
import { isSafeAt } from '../../dialogs/safety.js';
import type { Session } from '../../dialogs/session.js';
import type { Channel } from '../channels/contract.js';
import type { Waiting } from '../store/conversations.js';
import type { Decision } from './decide.js';

interface SeenDeps {
  flows: FlowSet;
  channel: (name: string) => Channel | undefined;
}

/**
 * Lets her channel show that her message was read and is being answered: only while her word that it is safe to write
 * holds, before this turn and after it, and never where she leaves. Nobody waits for it.
 */
export function showSeen(
  deps: SeenDeps,
  before?: Session,
  last?: { waiting: Waiting; decision?: Decision; session: Session },
): void {
  if (!before || !last?.decision || last.session.closed) return;
  const { at, channel, address, dedupeId } = last.waiting;
  const leaves = last.decision.effects.some(({ type }) => type === 'erase' || type === 'silence');
  const isSafe = isSafeAt(deps.flows, before, at) && isSafeAt(deps.flows, last.session, at);
  if (isSafe && !leaves && dedupeId !== undefined) deps.channel(channel)?.seen?.({ address, dedupeId });
}
