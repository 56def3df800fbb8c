import type { Change } from './contract.js';
import { type ConversationRef, keysOf } from './keys.js';

/** A sender in the middle of these rows loses its lease too, else it would go on with those it has read already. */
export function dropQueued(ref: ConversationRef): Change[] {
  const keys = keysOf(ref);
  return [
    trimAll(keys.outbox),
    { do: 'delete', key: keys.sending },
    { do: 'delete', key: keys.told },
    { do: 'delete', key: keys.sendLease },
    { do: 'unschedule', key: keys.due, member: `send:${ref.id}` },
  ];
}

/** Empties a list without starting its numbers again, so that a page that reads on misses nothing. */
export const trimAll = (key: string): Change => ({ do: 'trim', key, number: Number.MAX_SAFE_INTEGER });
