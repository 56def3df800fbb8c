import type { Activity } from 'botbuilder';
import type { FlowSet } from '../../dialogs/advance.js';
import { goOnElsewhere, sayBeside } from '../../dialogs/goOn.js';
import { type Meaning, NOTHING } from '../../dialogs/meaning.js';
import type { Session } from '../../dialogs/session.js';
import { beforeEvent } from '../handoff/before.js';
import { isClaimed, isOpen, openCase } from '../handoff/cases.js';
import type { Case, Line } from '../handoff/contract.js';
import { lineOf } from '../handoff/view.js';
import { FALLBACK, type Locale } from '../locale/locale.js';
import { type Kept, readKeepCode } from '../privacy/keepCodes.js';
import type { Tries } from '../privacy/tries.js';
import type { Moved, Spoken, Waiting } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import type { Decision } from './decide.js';
import { type MoveDeps, moveAway } from './moveAway.js';

/** What stands in the transcript in place of a code. */
const MASKED = '••••-••••';
const CHANNEL_NAMES: Record<string, string> = { whatsapp: 'WhatsApp', webchat: 'chat' };

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
export interface GoneOn {
  /** Without the code. */
  waiting: Waiting;
  decision: Decision;
  meaning: Meaning;
  session: Session;
  case?: Case;
  command: 'keep';
  keepAsked?: string;
  /** The conversation that goes on here. */
  from?: string;
  /** What was said there, for a coordinator. */
  brought?: Spoken[];
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
  const { session, effects } = goOnElsewhere(deps.flows, keepingDanger(moved.session, here.session), waiting.at);
  const kase = caseHere(here, moved.case, waiting);
  const brought = moved.case ? await saidBefore(deps, kept.ref, session, waiting) : [];
  const decision = { session, effects, lookups: [] };
  return { ...CODE, waiting, decision, session, case: kase, from: kept.ref.id, brought };
}

const keepingDanger = (moved: Session, here: Session): Session =>
  moved.danger === 'none' ? { ...moved, danger: here.danger } : moved;

/** An open case comes along as it is; where one is open here already it becomes as urgent as both. */
function caseHere({ ref, case: mine }: Here, theirs: Case | undefined, { channel, at }: Waiting): Case | undefined {
  if (!theirs) return mine;
  const moved = { ...theirs, ref, channel, lastInboundAt: at };
  return isOpen(mine) ? openCase(mine, moved) : moved;
}

/** For the coordinator: what was said so far, and that it goes on over another channel. */
async function saidBefore(
  { conversations, locale }: GoOnDeps,
  ref: ConversationRef,
  session: Session,
  { channel, at }: Waiting,
): Promise<Spoken[]> {
  const lines = (await conversations.transcript(ref)) ?? [];
  const shown = lines.map((line) => lineOf(line)).filter((line): line is Line => line !== undefined);
  const language = session.language ?? FALLBACK;
  const text = locale.text(language, 'common:keep.moved', { channel: CHANNEL_NAMES[channel] ?? 'chat' }) ?? '';
  const told: Line = { number: 0, at, from: 'system', text };
  return [{ at, from: 'system', activity: beforeEvent([...shown, told]) }];
}
