import { type CryptoKey, importJWK, type JWK } from 'jose';
import { list, object, string } from '../http/json.js';
import { isLocal } from './serviceUrl.js';

/** Published keys are read again after this; the documentation asks for a day at most. */
const FRESH_MS = 24 * 3_600_000;
/** While the publisher is away its last keys are trusted up to this age. */
const USABLE_MS = 2 * FRESH_MS;
/** A key we do not know makes us look again, but not more often than this: anybody can send an unknown one. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** While there are none at all; asking is what anybody outside can make us do. */
const NONE_YET_MS = 5_000;
/** More keys than any publisher has at a time. */
const MAX_KEYS = 100;

export interface SigningKey {
  key: CryptoKey | Uint8Array;
  /** Channels that what is signed with this key may speak for. */
  endorsements: readonly string[];
}

export interface KeyDeps {
  /** Reads a JSON document. @throws Error where it does not come */
  readJson: (url: string) => Promise<unknown>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** @returns the key of that id; undefined where it is not published. @throws Error when no usable keys could be read */
export type FindKey = (id: string) => Promise<SigningKey | undefined>;

type Keys = ReadonlyMap<string, SigningKey>;

/** The RSA keys that an OpenID metadata document leads to, read when needed and kept for a day. */
export function createKeySource(metadataUrl: string, { readJson, now }: KeyDeps): FindKey {
  let kept: { keys: Keys; at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now();
    const keys = await readKeys(metadataUrl, readJson);
    kept = { keys, at: now() };
  }

  async function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading.catch((error: unknown) => {
      if (!kept) throw error;
    });
  }

  return async (id) => {
    const known = kept && now() - kept.at <= FRESH_MS ? kept.keys.get(id) : undefined;
    if (known) return known;
    if (reading || now() - triedAt > (kept ? LOOK_AGAIN_MS : NONE_YET_MS)) await refresh();
    if (!kept || now() - kept.at > USABLE_MS) throw new Error('There are no published keys that can be trusted.');
    return kept.keys.get(id);
  };
}

async function readKeys(metadataUrl: string, readJson: KeyDeps['readJson']): Promise<Keys> {
  const address = string(object(await readJson(metadataUrl))['jwks_uri']);
  if (!address || !(address.startsWith('https://') || (isLocal(address) && isLocal(metadataUrl))))
    throw new Error('The OpenID metadata names no address of keys.');
  const published = list(object(await readJson(address))['keys']).slice(0, MAX_KEYS);
  const keys = await Promise.all(published.map(toKey));
  return new Map(keys.filter((entry) => entry !== undefined));
}

/** Only RSA keys that have an id; what else is published is not for us. */
async function toKey(published: unknown): Promise<[string, SigningKey] | undefined> {
  const { kty, n, e, kid, endorsements } = object(published);
  const id = string(kid);
  if (kty !== 'RSA' || !id) return undefined;
  const jwk = { kty, n, e } as JWK;
  const key = await importJWK(jwk, 'RS256').catch(() => undefined);
  const names = list(endorsements).filter((name): name is string => typeof name === 'string');
  return key && [id, { key, endorsements: names }];
}
