import type { IncomingMessage } from 'node:http';
import { originOf } from './access.js';
import { Refused, readBody, toJson } from './http.js';
import type { Grant } from './tokens.js';

/** Largest request for a token, in bytes. */
const MAX_BODY = 16 * 1024;
const MAX_ORIGINS = 10;
const USER = /^dl_[\w.-]{1,64}$/;

type Fields = Record<string, unknown>;

/** A field by its name in any case: the documented examples write `User.Id` as well as `user.id`. */
function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function userOf(body: Fields): string | undefined {
  const id = fieldOf(fieldOf(body, 'user'), 'id');
  if (id === undefined || id === null) return undefined;
  if (typeof id === 'string' && USER.test(id)) return id;
  throw new Refused(400, 'BadArgument', 'user.id: expected dl_ and then at most 64 letters, digits, "_", "." or "-"');
}

const isOrigin = (value: unknown): value is string =>
  typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;

function trustedOf(body: Fields): string[] | undefined {
  const origins = fieldOf(body, 'trustedOrigins');
  if (origins === undefined || origins === null) return undefined;
  if (Array.isArray(origins) && origins.length > 0 && origins.length <= MAX_ORIGINS && origins.every(isOrigin))
    return origins;
  throw new Refused(400, 'BadArgument', 'trustedOrigins: expected 1 to 10 origins such as "https://example.org"');
}

/** A page's token is bound to the page's own origin, whatever it asks for. */
export function originsFor(request: IncomingMessage): Pick<Grant, 'origins'> {
  const origin = originOf(request);
  return origin === undefined ? {} : { origins: [origin] };
}

/** What a token is asked for: whose, and from which origins; other fields are passed over. @throws Refused 400, 413 */
export async function readTokenRequest(request: IncomingMessage): Promise<Pick<Grant, 'user' | 'origins'>> {
  const bytes = await readBody(request, MAX_BODY);
  const body = bytes.length === 0 ? {} : toJson(bytes);
  const [user, trusted] = [userOf(body), trustedOf(body)];
  return { ...(user && { user }), ...(trusted && { origins: trusted }), ...originsFor(request) };
}
