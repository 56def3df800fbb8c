import type { MessageInput } from '../../dialogs/input.js';
import type { Session } from '../../dialogs/session.js';
import type { Commit, Numbered, Waiting } from '../store/conversations.js';
import { isOwn, SECRET } from './ownWord.js';

/** Bot Framework's types: she deleted a message, or wrote it anew. `id` names the message meant. */
const DELETED = 'messageDelete';
const CORRECTED = 'messageUpdate';

export const isCorrection = ({ activity }: Waiting): boolean => activity.type === CORRECTED;

/** A batch with all that she took back or corrected inside it already done. */
export interface Settled {
  messages: Waiting[];
  /** Ids of the messages she deleted. */
  deleted: string[];
}

/** What was deleted before its turn is as if never written; what was corrected is heard once, as it says now. */
export function settled(batch: Waiting[]): Settled {
  const messages: Waiting[] = [];
  const deleted: string[] = [];
  for (const waiting of batch) {
    const { type, id } = waiting.activity;
    const at = messages.findIndex(({ activity }) => id !== undefined && activity.id === id);
    const before = messages[at];
    if (type === DELETED) {
      if (id !== undefined) deleted.push(id);
      if (at >= 0) messages.splice(at, 1);
    } else if (type === 'event') continue;
    // It keeps the number of what it corrects: what came between the two is not read with it.
    else if (type === CORRECTED && before)
      messages[at] = { ...waiting, number: before.number, activity: asMessage(waiting) };
    else messages.push(waiting);
  }
  return { messages, deleted };
}

/** The words of a correction as a message of the same id. */
const asMessage = ({ activity }: Waiting): Waiting['activity'] => ({ ...activity, type: 'message' });

/** A correction of a line that we never had is a message like any other. */
export function placed(messages: Waiting[], rewrites: Numbered[] = []): Waiting[] {
  const ids = new Set(rewrites.map(({ activity }) => activity.id));
  return messages.map((waiting) =>
    isCorrection(waiting) && !ids.has(waiting.activity.id) ? { ...waiting, activity: asMessage(waiting) } : waiting,
  );
}

/** A settled batch that changes lines said before needs them. */
export const changesLines = ({ messages, deleted }: Settled): boolean =>
  deleted.length > 0 || messages.some(isCorrection);

/**
 * The number up to which a batch is read when a message in it erased everything: with it goes what only changed words
 * that are gone. What she wrote after it belongs to a new conversation.
 */
export function readWithErasure(batch: Waiting[], erasedBy: number, rewrites: Numbered[] = []): number {
  const gone = new Set(
    [...batch.filter(({ number }) => number <= erasedBy), ...rewrites].map(({ activity }) => activity.id),
  );
  const amends = ({ activity: { type, id } }: Waiting) => (type === DELETED || type === CORRECTED) && gone.has(id);
  const rest = batch.filter(({ number }) => number > erasedBy);
  const next = rest.findIndex((waiting) => !amends(waiting));
  return (next < 0 ? rest : rest.slice(0, next)).at(-1)?.number ?? erasedBy;
}

/** The lines to write anew, and the ids that must not come in any more: an old wording may arrive after its correction. */
export function amendments(
  lines: Numbered[],
  { messages, deleted }: Settled,
): Required<Pick<Commit, 'rewrites' | 'barred'>> {
  const corrections = messages.filter(isCorrection);
  const rewrites = lines.flatMap((line): Numbered[] => {
    const { id } = line.activity;
    if (line.from !== 'person' || id === undefined) return [];
    if (deleted.includes(id)) return [emptied(line)];
    const correction = corrections.findLast(({ activity }) => activity.id === id);
    return correction ? [corrected(line, correction)] : [];
  });
  const barred = [...deleted, ...corrections.flatMap(({ activity }) => activity.id ?? [])];
  return { rewrites, barred };
}

/** What she deleted leaves the place where it stood: a coordinator sees that something is gone, not what. */
const emptied = (line: Numbered): Numbered => ({
  ...line,
  activity: { type: 'message', id: line.activity.id, text: '', channelData: { medium: 'text', deleted: true } },
});

/** What stood there as a secret stays one, however she spells it now. */
const corrected = (line: Numbered, { activity, at }: Waiting): Numbered => ({
  ...line,
  activity: {
    ...activity,
    ...(line.activity.text === SECRET && { text: SECRET }),
    type: 'message',
    channelData: { ...(activity.channelData as object), correctedAt: at },
  },
});

/**
 * A correction is heard for what it means: danger, a wish, a place. It answers the question on screen only where her
 * words were not understood before; otherwise that question came after the words she corrects.
 */
export const asCorrection = (input: MessageInput, { misses }: Session): MessageInput =>
  misses > 0 ? input : { ...input, answer: undefined };

/** Nothing in it that anybody would act on: a spelling put right needs no answer, unless it is a word of her own. */
export const changesNothing = ({ meaning, answer, said }: MessageInput, session: Session): boolean =>
  answer === undefined &&
  !isOwn(session, said) &&
  meaning.danger === 'none' &&
  meaning.needs.length === 0 &&
  !meaning.command &&
  !meaning.safeWord &&
  !meaning.place &&
  !meaning.supporter &&
  !meaning.minor;
