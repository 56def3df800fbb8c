import type { IncomingMessage } from 'node:http';
import { readBody } from './http.js';
import { isMessage } from './incoming.js';

/**
 * Longest body of a request for a conversation, in bytes: room for the longest message that the page lets her write,
 * however it is escaped. Clients send who they are in it, which is not read.
 */
const MAX_WISHES = 32 * 1024;
/** At least 128 bits, and nothing that could be taken for something else. */
const SECRET = /^[\w-]{22,64}$/;

/** What a page says when it asks for a conversation. */
export interface Wishes {
  /** It keeps what a reload goes on by itself, and no cookie is set: in a frame, or on a phone that others use. */
  embed: boolean;
  /** What it was given for that. */
  handle?: string;
  begin?: Beginning;
}

/** Her first message, sent with the request. */
export interface Beginning {
  /** Known to the page alone. The same secret means the same conversation, so that trying again begins no second one. */
  secret: string;
  activity: Record<string, unknown>;
}

/** Whatever is not understood is no wish: any Direct Line client may send its own. @throws Refused 413 */
export async function readWishes(request: IncomingMessage): Promise<Wishes> {
  const body = await readBody(request, MAX_WISHES);
  const { embed, handle, begin } = parsed(body.toString('utf8'));
  const beginning = beginningOf(Object(begin));
  return {
    embed: embed === true,
    ...(typeof handle === 'string' && { handle }),
    ...(beginning && { begin: beginning }),
  };
}

function beginningOf({ secret, activity }: Partial<Beginning>): Beginning | undefined {
  if (typeof secret !== 'string' || !SECRET.test(secret)) return undefined;
  return isMessage(Object(activity)) ? { secret, activity: Object(activity) } : undefined;
}

function parsed(text: string): { embed?: unknown; handle?: unknown; begin?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
