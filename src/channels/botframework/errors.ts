import type { Sent } from '../contract.js';

/** Codes of a refusal that concern this one person or message ("Error codes" of conversational bots, Teams). */
const PERSONAL: readonly string[] = [
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'ConversationNotFound',
  'MessageWritesBlocked',
  'MessageSizeTooBig',
  'ServiceError.ActivityTooBig',
  'BadArgument',
  'BadSyntax',
];
/** The longest pause that an answer may ask for. */
const MAX_PAUSE_MS = 3_600_000;

export interface Refusal {
  status: number;
  /** `error.code` of the answer, where there is one. */
  code?: string;
  /** Header Retry-After in seconds. */
  retryAfter?: string;
}

const pauseOf = (retryAfter: string | undefined): { afterMs?: number } => {
  const seconds = Number(retryAfter);
  return seconds > 0 ? { afterMs: Math.min(seconds * 1000, MAX_PAUSE_MS) } : {};
};

/**
 * What a refusal of the connector means. A code of the platform goes on only where it is known: it ends in counts.
 * @param attempt 1 for the first try
 */
export function classifyRefusal({ status, code, retryAfter }: Refusal, attempt: number): Sent {
  const name = code !== undefined && PERSONAL.includes(code) ? code : `http_${status}`;
  // A token may have been withdrawn just now; a fresh one that is refused too is nobody's passing trouble.
  if (status === 401) return attempt === 1 ? { state: 'retry', code: name } : { state: 'halted', code: name };
  if (status === 403) return { state: name === code ? 'dead' : 'halted', code: name };
  if (status === 429) return { state: 'retry', code: name, ...pauseOf(retryAfter) };
  // A gateway gave up waiting: the channel behind it may have taken the message.
  if (status === 504) return { state: 'uncertain', code: name };
  const isPassing = status === 408 || status === 412 || status >= 500 || (status >= 300 && status < 400);
  return { state: isPassing ? 'retry' : 'dead', code: name };
}
