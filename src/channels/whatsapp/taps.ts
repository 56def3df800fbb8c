import { LIMITS } from './limits.js';

/** What a tap on a choice means: the slot (or step) it fills, and the tag of the choice. */
export interface Tap {
  slot: string;
  value: string;
}

/** @returns the id of a button or row, `slot:value`; undefined where it would not fit or not come back as it went */
export function encodeTap({ slot, value }: Tap): string | undefined {
  const id = `${slot}:${value}`;
  const isSafe = slot !== '' && value !== '' && !slot.includes(':') && id.length <= LIMITS.tapId;
  return isSafe ? id : undefined;
}

/** @returns what we encoded; undefined for an id that is not ours */
export function decodeTap(id: unknown): Tap | undefined {
  if (typeof id !== 'string' || id.length > LIMITS.tapId) return undefined;
  const colon = id.indexOf(':');
  return colon > 0 && colon < id.length - 1 ? { slot: id.slice(0, colon), value: id.slice(colon + 1) } : undefined;
}
