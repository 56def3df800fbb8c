import type { Activity } from 'botbuilder';
import { rowsFor, type Voice } from '../delivery/speak.js';
import type { Commit, Spoken, Waiting } from '../store/conversations.js';
import type { Turned } from './turned.js';

/** Kinds of message that say nothing: they bring nobody an answer. */
const SILENT: readonly unknown[] = ['reaction', 'other'];

const isWords = ({ activity }: Waiting): boolean =>
  activity.type === 'message' && !SILENT.includes((activity.channelData as { medium?: string } | undefined)?.medium);

/** What becomes of the words that were held back. */
interface After {
  kept?: Partial<Activity>[];
  rows: NonNullable<Commit['rows']>;
  /** Where nothing is pushed they are read, and stand in no line yet: they came from elsewhere. */
  spoken: Spoken[];
  undue: string[];
}

/**
 * What a turn makes of a coordinator's words that were held back: she wrote, so they leave now; or she wants nothing
 * more, and they never leave. While it is not known who reads they wait.
 */
export function heldBackAfter(
  before: Partial<Activity>[] = [],
  turned: readonly Turned[],
  leaves: boolean,
  voice: Voice,
): After {
  const heldBack = [...before, ...turned.flatMap(({ heldBack: brought = [] }) => brought)];
  const undue = heldBack.length > 0 ? [`hold:${voice.ref.id}`] : [];
  if (heldBack.length === 0 || leaves) return { rows: [], spoken: [], undue };
  if (isUnsure(turned.at(-1)) || !turned.some(({ waiting }) => isWords(waiting)))
    return { kept: heldBack, rows: [], spoken: [], undue: [] };
  const { at } = voice;
  const spoken = voice.channel?.pushes
    ? []
    : heldBack.map((activity) => ({ at, from: 'coordinator' as const, activity }));
  return { rows: rowsFor(heldBack, voice), spoken, undue };
}

/** It is still to be said whether it is safe to write, or she said that it is not. */
const isUnsure = (last: Turned | undefined): boolean =>
  last?.unsafe === true || (last?.decision !== undefined && last.session.slots.safe?.value !== 'yes');
