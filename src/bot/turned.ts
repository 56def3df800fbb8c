import type { Activity } from 'botbuilder';
import type { Session } from '../../dialogs/session.js';
import type { Case } from '../handoff/contract.js';
import type { TurnOutcome } from '../meter.js';
import type { Waiting } from '../store/conversations.js';
import type { Decision } from './decide.js';

/** What one message led to, for programs that drive the bot. */
export interface Report {
  command: string | null;
  services: string[];
  replies: Partial<Activity>[];
  session: Session;
  case?: Case;
  erased: boolean;
}

/** One message's decision, or why there is none: a coordinator holds her, the bot is switched off, or it failed. */
export interface Turned {
  waiting: Waiting;
  decision?: Decision;
  without?: 'held' | 'killed' | 'failed' | 'corrected';
  session: Session;
  case?: Case;
  command: string | null;
}

export const outcomeOf = (turned: Turned[]): TurnOutcome => {
  const last = turned.at(-1);
  return last && isErased(last) ? 'erased' : (last?.without ?? 'answered');
};

export const isErased = ({ decision }: Turned): boolean =>
  decision?.effects.some(({ type }) => type === 'erase') ?? false;

/** A tapped command says so only in the decision's record. */
export function tapCommand(decision: Decision | undefined): string | undefined {
  for (const effect of decision?.effects ?? [])
    if (effect.type === 'record' && effect.record.type === 'commandUsed') return effect.record.command;
  return undefined;
}

/** The turn as programs are told of it. */
export function report(one: Turned, replies: Partial<Activity>[]): Report {
  const shown = replies.flatMap(
    (activity) => (activity.channelData as { service?: string } | undefined)?.service ?? [],
  );
  const { session, command } = one;
  return {
    command,
    services: [...new Set(shown)],
    replies: replies.filter(({ type }) => type === 'message'),
    session,
    case: one.case,
    erased: isErased(one),
  };
}
