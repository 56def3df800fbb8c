import { type CryptoKey, decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { FindKey } from './keys.js';
import { isAllowed, isLocal } from './serviceUrl.js';
import type { BotFrameworkSettings } from './settings.js';

/** How far the sender's clock may be from ours, in seconds ("Authenticate requests from the Connector", step 4). */
const SKEW_SECONDS = 5 * 60;
/** The platform's tokens have some 1,500 characters. */
const MAX_TOKEN = 8_192;
/** The tenant that the Emulator's tokens come from where an app belongs to none. */
const BOT_FRAMEWORK_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';

/** Let in, or why not: 401 the token is no good, 403 it is good and not for this. `reason` is a tag for the log. */
export type Verdict = { ok: true } | { ok: false; status: 401 | 403; reason: string };

/** What an activity claims of itself before anybody believes it. */
export interface Claimed {
  serviceUrl: string;
  channelId: string;
}

/** Decides over one request. @throws Error when the keys cannot be read now */
export type Authenticate = (authorization: string | undefined, claimed: Claimed) => Promise<Verdict>;

/** One kind of sender: who signs for it, and with which keys. */
interface Issuer {
  names: readonly string[];
  findKey: FindKey;
  /** What has to be true of a token whose signature is right. @returns why it is not */
  objection: (payload: JWTPayload, claimed: Claimed, endorsements: readonly string[]) => Verdict;
}

export interface AuthenticateDeps {
  settings: BotFrameworkSettings;
  /** The keys behind an OpenID metadata document. */
  keysOf: (metadataUrl: string) => FindKey;
  /** Milliseconds since 1970. */
  now: () => number;
}

const OK: Verdict = { ok: true };
const refuse = (status: 401 | 403, reason: string): Verdict => ({ ok: false, status, reason });

/**
 * Lets in what the Bot Connector signed for us, and the Emulator where it is asked for. There is no switch that turns
 * this off.
 */
export function createAuthenticate({ settings, keysOf, now }: AuthenticateDeps): Authenticate {
  const issuers = [channels(settings, keysOf), ...emulator(settings, keysOf)];

  return async (authorization, claimed) => {
    if (!isAllowed(claimed.serviceUrl, settings.serviceUrls)) return refuse(403, 'service_url_not_allowed');
    const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1];
    const read = token && token.length <= MAX_TOKEN ? readUnverified(token) : undefined;
    if (!token || !read) return refuse(401, 'no_token');
    const issuer = issuers.find(({ names }) => names.includes(read.issuer));
    if (!issuer) return refuse(401, 'issuer');
    const found = await issuer.findKey(read.keyId);
    if (!found) return refuse(401, 'key');
    const checks = { issuer: [...issuer.names], audience: settings.appId, currentDate: new Date(now()) };
    const payload = await verify(token, found.key, checks);
    if (typeof payload === 'string') return refuse(401, payload);
    if (isForeign(payload, settings)) return refuse(401, 'tenant');
    return issuer.objection(payload, claimed, found.endorsements);
  };
}

function channels(settings: BotFrameworkSettings, keysOf: AuthenticateDeps['keysOf']): Issuer {
  return {
    names: [settings.issuer],
    findKey: keysOf(settings.metadataUrl),
    objection(payload, { serviceUrl, channelId }, endorsements) {
      if (payload['serviceurl'] !== serviceUrl) return refuse(401, 'service_url');
      return endorsements.includes(channelId) ? OK : refuse(403, 'endorsement');
    },
  };
}

/** The Emulator shows that it knows the app's password: its tokens are the app's own, and come from this machine. */
function emulator(settings: BotFrameworkSettings, keysOf: AuthenticateDeps['keysOf']): Issuer[] {
  if (settings.emulatorMetadataUrl === undefined) return [];
  const tenant = settings.tenantId ?? BOT_FRAMEWORK_TENANT;
  return [
    {
      names: [`https://sts.windows.net/${tenant}/`, `https://login.microsoftonline.com/${tenant}/v2.0`],
      findKey: keysOf(settings.emulatorMetadataUrl),
      objection(payload, { serviceUrl }) {
        const app = payload['ver'] === '2.0' ? payload['azp'] : payload['appid'];
        if (app !== settings.appId) return refuse(401, 'app');
        return isLocal(serviceUrl) ? OK : refuse(401, 'service_url');
      },
    },
  ];
}

const isForeign = ({ tid }: JWTPayload, { tenantId }: BotFrameworkSettings) =>
  tenantId !== undefined && tid !== undefined && tid !== tenantId;

/** Only to choose the key: nothing of it is believed. */
function readUnverified(token: string): { issuer: string; keyId: string } | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return kid && iss ? { issuer: iss, keyId: kid } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the claims, or the tag of what is wrong */
async function verify(
  token: string,
  key: CryptoKey | Uint8Array,
  checks: { issuer: string[]; audience: string; currentDate: Date },
): Promise<JWTPayload | string> {
  const options = { ...checks, algorithms: ['RS256'], clockTolerance: SKEW_SECONDS, requiredClaims: ['exp'] };
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JWTClaimValidationFailed) return `claim_${error.claim}`;
    return 'signature';
  }
}
