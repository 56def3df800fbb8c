import type { Activity } from 'botbuilder';
import { rowsFor, type Voice } from '../delivery/speak.js';
import type { Commit, Conversation, Waiting } from '../store/conversations.js';

/** Kinds of message that say nothing: they bring nobody an answer. */
const SILENT: readonly unknown[] = ['reaction', 'other'];

const isWords = ({ activity }: Waiting): boolean =>
  activity.type === 'message' && !SILENT.includes((activity.channelData as { medium?: string } | undefined)?.medium);

/**
 * What a turn makes of a coordinator's words that were held back: she wrote, so they leave now, before the bot's; or
 * she wants nothing more, and they never leave.
 */
export function heldBackAfter(
  before: Pick<Conversation, 'heldBack'> | undefined,
  messages: readonly Waiting[],
  leaves: boolean,
  voice: Voice,
): { kept?: Partial<Activity>[]; rows: NonNullable<Commit['rows']>; undue: string[] } {
  const heldBack = before?.heldBack;
  const undue = heldBack ? [`hold:${voice.ref.id}`] : [];
  if (!heldBack || leaves) return { rows: [], undue };
  return messages.some(isWords) ? { rows: rowsFor(heldBack, voice), undue } : { kept: heldBack, rows: [], undue: [] };
}
