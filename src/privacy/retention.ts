import type { Case } from '../handoff/contract.js';

const DAY_MS = 24 * 3_600_000;

/** Without follow-up a conversation is kept seven days after her last message, with a case ninety (retention table). */
export const CONVERSATION_DAYS = 7;
export const CASE_DAYS = 90;
/** Hashed message ids stay so long after a conversation was forgotten, so that late duplicates bring nothing back. */
export const TOMBSTONE_MS = 35 * DAY_MS;

/** How long a conversation is kept from now on, in milliseconds. */
export function retentionMs(kase: Case | undefined): number {
  return (kase ? CASE_DAYS : CONVERSATION_DAYS) * DAY_MS;
}
