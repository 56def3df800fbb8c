import type { Activity } from 'botbuilder';
import type { FlowSet } from '../../dialogs/advance.js';
import { goOnElsewhere, sayBeside } from '../../dialogs/goOn.js';
import { type Meaning, NOTHING } from '../../dialogs/meaning.js';
import type { Session } from '../../dialogs/session.js';
import { isClaimed, isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import type { Locale } from '../locale/locale.js';
import { type Kept, readKeepCode } from '../privacy/keepCodes.js';
import type { Tries } from '../privacy/tries.js';
import type { Moved, Waiting } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import { type Arrived, arrive } from './arrive.js';
import type { Decision } from './decide.js';
import { type MoveDeps, moveAway } from './moveAway.js';

/** What stands in the transcript in place of a code. */
const MASKED = '••••-••••';

/** A message as it may stand in a transcript: whatever is written like a code of ours is not repeated. */
export function withoutCode(activity: Partial<Activity>): Partial<Activity> {
  return readKeepCode(activity.text ?? '')?.sure ? { ...activity, text: MASKED } : activity;
}

/** The conversation that a message came to. */
export interface Here {
  ref: ConversationRef;
  session: Session;
  case?: Case;
  /** The code that she was asked about in her last message: going on with it replaces what is here. */
  keepAsked?: string;
}

/** The turn of a message that was a code. */
export interface GoneOn extends Partial<Arrived> {
  /** Without the code. */
  waiting: Waiting;
  decision: Decision;
  meaning: Meaning;
  session: Session;
  command: 'keep';
  keepAsked?: string;
}

/** A code says nothing else. */
const CODE = { meaning: NOTHING, command: 'keep' } as const;

export interface GoOnDeps extends MoveDeps {
  flows: FlowSet;
  locale: Locale;
  tries: Tries;
}

/** @returns undefined for a message that is no code */
export type GoOn = (waiting: Waiting, here: Here) => Promise<GoneOn | undefined>;

/** A message that is nothing but a code: the conversation it stands for goes on here. */
export function createGoOn(deps: GoOnDeps): GoOn {
  return async (waiting, here) => {
    const read = waiting.activity.value ? undefined : readKeepCode(waiting.activity.text ?? '');
    if (!read) return undefined;
    const masked = { ...waiting, activity: { ...waiting.activity, text: MASKED } };
    const beside = (text: string, keepAsked?: string): GoneOn => {
      const decision = isClaimed(here.case)
        ? { session: here.session, effects: [{ type: 'say', text } as const], lookups: [] }
        : { ...sayBeside(deps.flows, here.session, waiting.at, text), lookups: [] };
      const { session } = decision;
      return {
        ...CODE,
        waiting: masked,
        decision,
        session,
        case: here.case,
        ...(keepAsked && { keepAsked }),
      };
    };
    const refused = (text: string) => (read.sure ? beside(text) : undefined);
    if (!deps.tries.may(here.ref.id)) return refused('common:keep.later');
    const kept = await deps.keepCodes.find(read.code);
    if (!kept || kept.ref.id === here.ref.id) return refused('common:keep.gone');
    if (hasContent(here) && here.keepAsked !== kept.name) return beside('common:keep.confirm', kept.name);
    const moved = await moveAway(deps, kept, here.ref);
    return moved ? taken(deps, masked, here, { kept, moved }) : refused('common:keep.gone');
  };
}

/** Something of hers would be lost here. After the safe word nothing may show that anybody wrote before. */
function hasContent({ session, case: kase }: Here): boolean {
  const { slots, needs, offered, danger, closed } = session;
  if (closed === 'safe-word') return false;
  const answers = [slots.need, slots.place, slots.kind, slots.children];
  return isOpen(kase) || needs.length > 0 || offered.length > 0 || danger !== 'none' || answers.some(Boolean);
}

async function taken(
  deps: GoOnDeps,
  waiting: Waiting,
  here: Here,
  { kept, moved }: { kept: Kept; moved: Moved },
): Promise<GoneOn> {
  const { session, effects } = goOnElsewhere(deps.flows, keeping(moved.session, here.session), waiting.at);
  const arrived = await arrive(deps, here, { from: kept.ref, moved }, waiting);
  return { ...CODE, waiting, decision: { session, effects, lookups: [] }, session, ...arrived };
}

/** Danger that was heard here, and what she set here to protect herself, stay where the other knows of none. */
const keeping = (moved: Session, here: Session): Session => {
  const own = moved.own?.back === undefined ? (here.own ?? moved.own) : moved.own;
  const danger = moved.danger === 'none' ? here.danger : moved.danger;
  return { ...moved, danger, ...(own && { own }), ...(here.shared && { shared: true }) };
};
