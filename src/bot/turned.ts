import type { Activity } from 'botbuilder';
import type { Meaning } from '../../dialogs/meaning.js';
import type { Session } from '../../dialogs/session.js';
import type { Case } from '../handoff/contract.js';
import type { TurnOutcome } from '../meter.js';
import { readKeepCode } from '../privacy/keepCodes.js';
import type { Numbered, Spoken, Waiting } from '../store/conversations.js';
import { isCorrection } from './amend.js';
import type { Decision } from './decide.js';
import { type GoneOn, withoutCode } from './goOn.js';
import { mayBeSecret, SECRET, wordIn } from './ownWord.js';

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
export interface Turned extends Pick<Partial<GoneOn>, 'keepAsked' | 'from' | 'brought' | 'heldBack'> {
  waiting: Waiting;
  decision?: Decision;
  without?: 'held' | 'killed' | 'failed' | 'corrected';
  meaning: Meaning;
  session: Session;
  /** Her case before this message, and after it. */
  before?: Case;
  case?: Case;
  command: string | null;
  /** She said to the coordinator who holds her that it is not safe to write now. */
  unsafe?: boolean;
  /** Her words for the transcript, where a word of her own must not stand in it. */
  activity?: Partial<Activity>;
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

/** What she said, line by line; a correction stands in the line that it corrects. */
export const ownLines = (turned: readonly Turned[]): Spoken[] =>
  turned.flatMap(({ waiting, activity, brought = [] }): Spoken[] => {
    const own = { at: waiting.at, from: 'person', activity: activity ?? withoutCode(waiting.activity) } as const;
    return isCorrection(waiting) ? brought : [...brought, own];
  });

/** A message whose turn failed: what may be a word of hers or a code stands in no transcript. */
export function unread({ activity }: Waiting, session: Session): Pick<Turned, 'activity'> {
  const text = activity.text ?? '';
  const isHidden = mayBeSecret(session, wordIn(text)) || readKeepCode(text) !== undefined;
  return isHidden ? { activity: { ...activity, text: SECRET } } : {};
}

/** Corrected lines without what may stand in no transcript. */
export const veiled = (rewrites: readonly Numbered[] = [], turned: readonly Turned[]): Numbered[] =>
  rewrites.map((line) => {
    const one = turned.findLast(({ waiting }) => isCorrection(waiting) && waiting.activity.id === line.activity.id);
    const isVeiled = !one || line.activity.text === SECRET;
    const { text } = isVeiled ? line.activity : (one.activity ?? withoutCode(one.waiting.activity));
    return { ...line, activity: { ...line.activity, text } };
  });

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
