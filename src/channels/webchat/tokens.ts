import { createHmac } from 'node:crypto';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { createRecent } from '../../recent.js';

/** Decision 0009: clients of Direct Line refresh after 15 minutes and try for five more while there is no connection. */
const TOKEN_SECONDS = 20 * 60;
/** A stream is opened at once with the address just given; no address is worth more than this. */
const TICKET_SECONDS = 60;
/** So long it is remembered that a ticket was used: the clocks of processes and store differ. */
export const TICKET_KEPT_MS = 3 * TICKET_SECONDS * 1000;
/** As long as a conversation without follow-up is kept; refreshing cannot prolong beyond it. */
const HANDLE_SECONDS = 7 * 24 * 60 * 60;
const TOKEN = 'webchat-token';
const TICKET = 'webchat-stream';
const HANDLE = 'webchat-handle';
/** The colon keeps it apart from everything that is signed: no token has one. */
const BEGIN = 'webchat-begin:';
const ID_BYTES = 16;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
/** Tokens read lately: a page sends the same one with each of its requests. */
const MAX_READ = 2_000;
/** Longer than any token of ours, with all its origins. */
const MAX_LENGTH = 8_192;

/** What a token opens. */
export interface Grant {
  conversationId: string;
  /** The web origins it may be used from; without it, any. */
  origins?: string[];
  /** The id that the client's own messages carry; begins with `dl_`. */
  user?: string;
  /** When the first token of this line was made, in seconds since 1970. */
  since?: number;
}

export interface TokenIssuer {
  /** A bearer token for this conversation alone. `expiresIn` is in seconds. */
  issue(grant: Grant): Promise<{ token: string; expiresIn: number }>;
  /** @returns undefined for a token that is expired, altered, or was not signed here */
  verify(token: string): Promise<Grant | undefined>;
  /** Opens one stream within a minute. @param id unique, by which a second use is seen */
  issueTicket(grant: Grant, id: string): Promise<string>;
  verifyTicket(ticket: string): Promise<{ grant: Grant; id: string } | undefined>;
  /** What a reload goes on by: opens nothing itself, only buys a token while the conversation is open. */
  issueHandle(conversationId: string): Promise<string>;
  verifyHandle(handle: string): Promise<{ conversationId: string } | undefined>;
  /** The conversation that a page begins under a secret of its own: always the same, and not to be told from the id. */
  conversationFor(secret: string): string;
}

function toGrant({ sub, origins, user, since }: JWTPayload): Grant | undefined {
  if (!sub || typeof since !== 'number') return undefined;
  return {
    conversationId: sub,
    since,
    ...(Array.isArray(origins) && { origins: origins.map(String) }),
    ...(typeof user === 'string' && { user }),
  };
}

/** @param key at least 32 bytes, kept over restarts · @param now milliseconds since 1970 */
export function createTokenIssuer(key: Uint8Array, now: () => number): TokenIssuer {
  const seconds = () => Math.floor(now() / 1000);
  const signing = crypto.subtle.importKey('raw', new Uint8Array(key), HMAC, false, ['sign', 'verify']);
  const lately = createRecent<string, Promise<JWTPayload | undefined>>(MAX_READ);

  async function sign({ conversationId, ...claims }: Grant & { jti?: string }, audience: string, lasts: number) {
    return new SignJWT({ since: seconds(), ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(conversationId)
      .setAudience(audience)
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + lasts)
      .sign(await signing);
  }

  async function read(signed: string, audience: string): Promise<JWTPayload | undefined> {
    if (signed.length > MAX_LENGTH) return undefined;
    const anew = () => readAnew(signed, audience);
    const payload = (await lately(`${audience} ${signed}`, anew)) ?? (await anew());
    return payload?.exp !== undefined && payload.exp > seconds() ? payload : undefined;
  }

  async function readAnew(signed: string, audience: string): Promise<JWTPayload | undefined> {
    try {
      const options = { audience, algorithms: ['HS256'], currentDate: new Date(now()), requiredClaims: ['exp', 'sub'] };
      return (await jwtVerify(signed, await signing, options)).payload;
    } catch {
      // Whatever is wrong with it, the bearer learns only that it does not open anything.
      return undefined;
    }
  }

  async function grantOf(signed: string, audience: string): Promise<Grant | undefined> {
    const payload = await read(signed, audience);
    const grant = payload && toGrant(payload);
    return grant?.since !== undefined && seconds() - grant.since <= HANDLE_SECONDS ? grant : undefined;
  }

  return {
    issue: async (grant) => ({ token: await sign(grant, TOKEN, TOKEN_SECONDS), expiresIn: TOKEN_SECONDS }),
    verify: (token) => grantOf(token, TOKEN),
    issueTicket: (grant, jti) => sign({ ...grant, jti }, TICKET, TICKET_SECONDS),
    async verifyTicket(ticket) {
      const payload = await readAnew(ticket, TICKET);
      const grant = payload && toGrant(payload);
      return grant && payload.jti ? { grant, id: payload.jti } : undefined;
    },
    issueHandle: (conversationId) => sign({ conversationId }, HANDLE, HANDLE_SECONDS),
    verifyHandle: (handle) => grantOf(handle, HANDLE),
    conversationFor: (secret) =>
      createHmac('sha256', key)
        .update(BEGIN + secret)
        .digest()
        .subarray(0, ID_BYTES)
        .toString('base64url'),
  };
}
