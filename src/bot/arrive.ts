import { beforeEvent } from '../handoff/before.js';
import { isOpen, openCase } from '../handoff/cases.js';
import type { Case, Line } from '../handoff/contract.js';
import { lineOf } from '../handoff/view.js';
import { FALLBACK, type Locale } from '../locale/locale.js';
import type { Conversation, Conversations, Moved, Spoken, Waiting } from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';

const CHANNEL_NAMES: Record<string, string> = { whatsapp: 'WhatsApp', webchat: 'chat' };

/** What a conversation that went on here brings along beside its session. */
export interface Arrived extends Pick<Conversation, 'heldBack'> {
  case?: Case;
  /** The conversation that goes on here. */
  from: string;
  /** What was said there, for a coordinator. */
  brought: Spoken[];
}

export interface ArriveDeps {
  conversations: Conversations;
  locale: Locale;
}

/** Takes up what `moveAway` laid ready: the open case, what was said, and a coordinator's words that were held back. */
export async function arrive(
  deps: ArriveDeps,
  here: { ref: ConversationRef; case?: Case },
  { from, moved }: { from: ConversationRef; moved: Moved },
  waiting: Waiting,
): Promise<Arrived> {
  const brought = moved.case ? await saidBefore(deps, from, moved, waiting) : [];
  const { heldBack } = moved;
  return { case: caseHere(here, moved.case, waiting), from: from.id, brought, ...(heldBack && { heldBack }) };
}

/** An open case comes along as it is; where one is open here already it becomes as urgent as both. */
function caseHere(
  { ref, case: mine }: { ref: ConversationRef; case?: Case },
  theirs: Case | undefined,
  { channel, at }: Waiting,
): Case | undefined {
  if (!theirs) return mine;
  const moved = { ...theirs, ref, channel, lastInboundAt: at };
  return isOpen(mine) ? openCase(mine, moved) : moved;
}

/** For the coordinator: what was said so far, and over which channel it goes on. */
async function saidBefore(
  { conversations, locale }: ArriveDeps,
  from: ConversationRef,
  { session }: Moved,
  { channel, at }: Waiting,
): Promise<Spoken[]> {
  const lines = (await conversations.transcript(from)) ?? [];
  const shown = lines.map((line) => lineOf(line)).filter((line): line is Line => line !== undefined);
  const language = session.language ?? FALLBACK;
  const text = locale.text(language, 'common:keep.moved', { channel: CHANNEL_NAMES[channel] ?? 'chat' }) ?? '';
  const told: Line = { number: 0, at, from: 'system', text };
  return [{ at, from: 'system', activity: beforeEvent([...shown, told]) }];
}
