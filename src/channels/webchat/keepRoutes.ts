import type { IncomingMessage } from 'node:http';
import type { Request } from 'restify';
import { grantFor } from './activities.js';
import type { DirectLineDeps } from './deps.js';
import { CORS_HEADERS, notFound, Refused, type Reply, readJson } from './http.js';
import { activityId, toIncoming } from './incoming.js';
import { newGrant, opened } from './tokenRoutes.js';

/** How long a code is good for, in seconds. */
const CODE_SECONDS = 86_400;
/** Bytes of a body that holds a code of nine characters. */
const MAX_BODY = 1024;
const MAX_CODE = 32;

/** What codes to go on with elsewhere are made and known by. */
export interface KeepDeps {
  /** @returns the code as it is shown; undefined where nobody has written yet */
  make: (conversationIdentity: string) => Promise<string | undefined>;
  /** True for a code that opens a conversation now. */
  isKnown: (code: string) => Promise<boolean>;
  /** Counts one try of whoever asks: conversations are free, and could use up everybody's tries. @returns false where it is one too many */
  may: (what: 'make' | 'guess', who: IncomingMessage) => boolean;
}

type Deps = DirectLineDeps;

const refuseMany = () => new Refused(429, 'TooManyRequests', 'Too many tries. Wait a minute.');

/** A short code for the conversation of the token. The one before it opens nothing any more. @throws Refused */
export async function makeCode(request: Request, deps: Deps): Promise<Reply> {
  const { conversationId: id } = await grantFor(request, deps);
  if (!deps.keep.may('make', request)) throw refuseMany();
  const code = await deps.keep.make(id);
  if (code === undefined) throw notFound();
  return { status: 200, body: { code, expires_in: CODE_SECONDS }, headers: CORS_HEADERS };
}

/**
 * A conversation of its own that the code is the first message of: what the code stands for goes on there, and the other
 * device is shut out. Answers like the opening of any conversation. @throws Refused 404 for a code that opens nothing
 */
export async function useCode(request: IncomingMessage, deps: Deps): Promise<Reply> {
  if (!deps.keep.may('guess', request)) throw refuseMany();
  const { code, embed } = await readJson(request, MAX_BODY);
  if (typeof code !== 'string' || code.length > MAX_CODE || !(await deps.keep.isKnown(code))) throw notFound();
  const grant = newGrant(request, deps);
  const id = grant.conversationId;
  await deps.accept('webchat', toIncoming(id, activityId(id, {}, deps.random), { text: code }, deps.now()));
  return opened(request, deps, grant, { embed: embed === true });
}
