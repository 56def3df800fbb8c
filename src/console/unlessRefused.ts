import type { Done, Refusal } from '../handoff/contract.js';
import { type RefusalCode, Refused } from './refusals.js';

const CODES: Record<Refusal, RefusalCode> = {
  gone: 'not_found',
  taken: 'taken',
  'not-yours': 'not_yours',
  'window-closed': 'window_closed',
  'too-long': 'too_long',
  stopped: 'stopped',
  'not-now': 'not_now',
};

/** @throws Refused by the desk's refusal */
export function unlessRefused<T extends object>(done: Done<T>): { ok: true } & T {
  if (!done.ok) throw new Refused(CODES[done.refusal]);
  return done;
}
