import type { Conversations, Spoken } from '../store/conversations.js';
import { refFromId } from '../store/keys.js';
import type { MediaFile, MediaShelf, OpenedMedia } from './contract.js';

/** Brings a file from the platform that has it. @throws RumboError media_unavailable, media_refused */
export type FetchMedia = (file: MediaFile) => Promise<{ bytes: Buffer; declaredType: string }>;

export interface CaseMediaDeps {
  conversations: Conversations;
  shelf: MediaShelf;
  /** The platform of a channel, where it keeps files for us. */
  fetchFrom: (channel: string) => FetchMedia | undefined;
}

/** The file that a line of the transcript came with. */
export function fileOf({ activity }: Pick<Spoken, 'activity'>): MediaFile | undefined {
  const { id, sha256 } = (activity.attachments?.[0]?.content ?? {}) as Partial<MediaFile>;
  if (typeof id !== 'string') return undefined;
  return { id, ...(typeof sha256 === 'string' && { sha256 }) };
}

/**
 * Opens the file of one line for a coordinator: from the shelf, else fetched now, for the first time, and kept.
 * @returns undefined where there is no such case, line or file
 */
export function createCaseMedia({ conversations, shelf, fetchFrom }: CaseMediaDeps) {
  async function lineFile(conversationId: string, line: number) {
    const ref = refFromId(conversationId);
    const known = ref && (await conversations.read(ref));
    if (!ref || !known?.case) return undefined;
    const [found] = (await conversations.transcript(ref, line - 1, 1)) ?? [];
    const file = found?.number === line ? fileOf(found) : undefined;
    return file && { ref, file, channel: known.conversation.channel };
  }

  return async (conversationId: string, line: number): Promise<OpenedMedia | undefined> => {
    const found = await lineFile(conversationId, line);
    if (!found) return undefined;
    const { ref, file, channel } = found;
    const kept = await shelf.open(ref, file.id);
    const fetchIt = fetchFrom(channel);
    if (kept || !fetchIt) return kept;
    const { bytes, declaredType } = await fetchIt(file);
    // She may have deleted the message while the file was on its way.
    if (!(await lineFile(conversationId, line))) return undefined;
    await shelf.keep(ref, bytes, declaredType, file.id);
    return shelf.open(ref, file.id);
  };
}
