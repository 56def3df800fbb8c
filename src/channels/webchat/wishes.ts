import type { IncomingMessage } from 'node:http';
import { readBody } from './http.js';

/** Longest body of a request for a conversation, in bytes; clients send who they are in it, which is not read. */
const MAX_WISHES = 16 * 1024;

/** What a page says when it asks for a conversation. */
export interface Wishes {
  /** It keeps what a reload goes on by itself, and no cookie is set: in a frame, or on a phone that others use. */
  embed: boolean;
  /** What it was given for that. */
  handle?: string;
}

/** Whatever is not understood is no wish: any Direct Line client may send its own. @throws Refused 413 */
export async function readWishes(request: IncomingMessage): Promise<Wishes> {
  const body = await readBody(request, MAX_WISHES);
  const { embed, handle } = parsed(body.toString('utf8'));
  return { embed: embed === true, ...(typeof handle === 'string' && { handle }) };
}

function parsed(text: string): { embed?: unknown; handle?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
