import type { Change } from './contract.js';
import { type ConversationRef, keysOf } from './keys.js';

const NOTHING = Buffer.alloc(0);

/** All kept media of a conversation go, and with them the day on which they would have gone. */
export function mediaGone(ref: ConversationRef): Change[] {
  const { media, mediaIndex, due } = keysOf(ref);
  return [
    { do: 'delete', key: media },
    { do: 'delete', key: mediaIndex },
    { do: 'unschedule', key: due, member: `media:${ref.id}` },
  ];
}

/** One of them goes; its number is not used again. */
export function unkept(ref: ConversationRef, number: number): Change[] {
  const { media, mediaIndex } = keysOf(ref);
  return [media, mediaIndex].map((key) => ({ do: 'replace', key, number, value: NOTHING }));
}
