import { object, string } from '../http/json.js';
import type { Answer, Post } from '../http/post.js';
import type { BotFrameworkSettings } from './settings.js';

const SCOPE = 'https://api.botframework.com/.default';
const TIMEOUT_MS = 10_000;
/** A token is replaced so long before its end, so that none runs out on its way. */
const MARGIN_MS = 5 * 60_000;
/** After a refusal the same is not asked again before this. */
const REFUSED_PAUSE_MS = 60_000;

/** The app itself was refused (id, password, tenant): no reply goes out until somebody corrects the settings. */
export class TokenRefused extends Error {
  constructor() {
    super('The login service refused the app.');
    this.name = 'TokenRefused';
  }
}

export interface TokenSource {
  /** @throws TokenRefused, or Error of the connection: then nothing was sent yet */
  read(): Promise<string>;
  /** The connector would not have it: the next one is a fresh one. */
  forget(token: string): void;
}

type Settings = Pick<BotFrameworkSettings, 'appId' | 'password' | 'loginUrl'>;

/** The token that our replies carry (OAuth 2.0 client credentials), kept until shortly before its end. */
export function createTokenSource(settings: Settings, post: Post, now: () => number): TokenSource {
  let kept: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;
  let refusedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<string> {
    if (now() - refusedAt < REFUSED_PAUSE_MS) throw new TokenRefused();
    const answer = await askOnce(settings, post);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      refusedAt = now();
      throw new TokenRefused();
    }
    const read = readToken(answer);
    kept = { token: read.token, until: now() + read.lastsMs - MARGIN_MS };
    return read.token;
  }

  return {
    async read() {
      if (kept && now() < kept.until) return kept.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

function askOnce({ appId, password, loginUrl }: Settings, post: Post): Promise<Answer> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: password,
    scope: SCOPE,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return post(`${loginUrl}/oauth2/v2.0/token`, headers, body.toString(), TIMEOUT_MS);
}

function readToken({ status, text }: Answer): { token: string; lastsMs: number } {
  if (status !== 200) throw new Error(`The login service answered ${status}.`);
  const answer = object(JSON.parse(text));
  const token = string(answer['access_token']);
  const seconds = Number(answer['expires_in']);
  if (!token || !(seconds > 0)) throw new Error('The login service gave no token.');
  return { token, lastsMs: seconds * 1000 };
}
