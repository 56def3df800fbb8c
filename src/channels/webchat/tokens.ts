import { jwtVerify, SignJWT } from 'jose';

const TOKEN_SECONDS = 30 * 60;
/** As long as a conversation without follow-up is kept. */
const HANDLE_SECONDS = 7 * 24 * 60 * 60;
const TOKEN_AUDIENCE = 'webchat-token';
const HANDLE_AUDIENCE = 'webchat-handle';

export interface TokenIssuer {
  /** A bearer token for this conversation alone. `expiresIn` is in seconds. */
  issue(conversationId: string): Promise<{ token: string; expiresIn: number }>;
  /** @returns undefined for a token that is expired, altered, or was not signed here */
  verify(token: string): Promise<{ conversationId: string } | undefined>;
  /** What a reload goes on by: opens nothing itself, only buys a token while the conversation is open. */
  issueHandle(conversationId: string): Promise<string>;
  verifyHandle(handle: string): Promise<{ conversationId: string } | undefined>;
}

/** @param key at least 32 bytes, kept over restarts · @param now milliseconds since 1970 */
export function createTokenIssuer(key: Uint8Array, now: () => number): TokenIssuer {
  async function sign(conversationId: string, audience: string, seconds: number): Promise<string> {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(conversationId)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key);
  }

  async function read(signed: string, audience: string): Promise<{ conversationId: string } | undefined> {
    try {
      const options = { audience, algorithms: ['HS256'], currentDate: new Date(now()), requiredClaims: ['exp'] };
      const { payload } = await jwtVerify(signed, key, options);
      return payload.sub ? { conversationId: payload.sub } : undefined;
    } catch {
      // Whatever is wrong with it, the bearer learns only that it does not open anything.
      return undefined;
    }
  }

  return {
    issue: async (id) => ({ token: await sign(id, TOKEN_AUDIENCE, TOKEN_SECONDS), expiresIn: TOKEN_SECONDS }),
    verify: (token) => read(token, TOKEN_AUDIENCE),
    issueHandle: (id) => sign(id, HANDLE_AUDIENCE, HANDLE_SECONDS),
    verifyHandle: (handle) => read(handle, HANDLE_AUDIENCE),
  };
}
