import { createHmac, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import {
  type Authenticate,
  createAuthenticate,
  type Verdict,
} from '../../../src/channels/botframework/authenticate.js';
import { createKeySource } from '../../../src/channels/botframework/keys.js';
import { readJson } from '../../../src/channels/botframework/readJson.js';
import { APP_ID, type Azure, ISSUER, startAzure, TENANT } from '../../support/azure.js';

/** Monday 12 January 2026, 10:00 UTC, in seconds. */
const AT = Date.UTC(2026, 0, 12, 10) / 1000;
const OTHER = '33333333-3333-4333-8333-333333333333';
const EMULATOR_ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

let azure: Azure;
let single: Authenticate;
let many: Authenticate;

beforeAll(async () => {
  azure = await startAzure();
  single = authenticateFor({ tenantId: TENANT, emulatorMetadataUrl: `${azure.url}/metadata` });
  many = authenticateFor({});
});
afterAll(() => azure.close());

function authenticateFor(own: object): Authenticate {
  const settings = {
    appId: APP_ID,
    password: 'x',
    serviceUrls: ['http://127.0.0.1', 'https://*.botframework.com'],
    issuer: ISSUER,
    metadataUrl: `${azure.url}/metadata`,
    loginUrl: '',
    ...own,
  };
  const now = () => AT * 1000;
  return createAuthenticate({ settings, keysOf: (url) => createKeySource(url, { readJson, now }), now });
}

type Make = () => Promise<string> | string;
const claims =
  (own: Record<string, unknown>, header: object = {}): Make =>
  () =>
    azure.sign(own, header, AT);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const right = () => ({ iss: ISSUER, aud: APP_ID, serviceurl: azure.url, nbf: AT, exp: AT + 3600 });

const unsigned =
  (alg: string): Make =>
  () =>
    `${base64({ alg, kid: 'signing' })}.${base64(right())}.`;

/** The public key, in each form somebody might take it in, used as a shared secret. */
const confused =
  (secret: () => string | Buffer): Make =>
  () => {
    const signed = `${base64({ alg: 'HS256', kid: 'signing' })}.${base64(right())}`;
    return `${signed}.${createHmac('sha256', createSecretKey(Buffer.from(secret())))
      .update(signed)
      .digest('base64url')}`;
  };

const signedBy =
  (key: KeyObject, header: object): Make =>
  () =>
    new SignJWT(right()).setProtectedHeader({ alg: 'RS256', kid: 'signing', ...header }).sign(key);

const ownKey = stranger.publicKey.export({ format: 'jwk' });
const pem = () => azure.publicKey.export({ format: 'pem', type: 'spki' });

const REFUSED: [string, Make, Partial<Verdict>][] = [
  ['no token', () => '', { status: 401 }],
  ['no words of a token', () => 'x.y.z', { status: 401 }],
  ['alg none', unsigned('none'), { status: 401 }],
  ['alg None', unsigned('None'), { status: 401 }],
  ['RS256 without a signature', unsigned('RS256'), { status: 401 }],
  ['HS256 with the public key in PEM', confused(pem), { status: 401 }],
  ['HS256 with the modulus', confused(() => String(azure.publicKey.export({ format: 'jwk' }).n)), { status: 401 }],
  ['HS256 with nothing', confused(() => 'x'), { status: 401 }],
  ['RS512', claims({}, { alg: 'RS512' }), { status: 401 }],
  ['PS256', claims({}, { alg: 'PS256' }), { status: 401 }],
  ["a stranger's key under a known id", signedBy(stranger.privateKey, {}), { status: 401 }],
  ['a key of its own in the header', signedBy(stranger.privateKey, { jwk: ownKey }), { status: 401 }],
  ['jku', signedBy(stranger.privateKey, { jku: 'http://127.0.0.1:1/keys', kid: 'own' }), { status: 401 }],
  ['x5u', signedBy(stranger.privateKey, { x5u: 'http://127.0.0.1:1/cert', kid: 'own' }), { status: 401 }],
  ['an unknown key id', claims({}, { kid: 'unknown' }), { status: 401, reason: 'key' }],
  ['no key id', claims({}, { kid: undefined }), { status: 401 }],
  ['another app', claims({ aud: OTHER }), { status: 401, reason: 'claim_aud' }],
  ['no audience', claims({ aud: undefined }), { status: 401 }],
  ['an empty audience', claims({ aud: '' }), { status: 401 }],
  ['another issuer', claims({ iss: 'https://login.example.org' }), { status: 401, reason: 'issuer' }],
  ['no issuer', claims({ iss: undefined }), { status: 401 }],
  ['another service address', claims({ serviceurl: 'https://other.botframework.com' }), { reason: 'service_url' }],
  ['a slash more', claims({ serviceurl: `${'http://127.0.0.1:1'}/` }), { reason: 'service_url' }],
  ['no service address', claims({ serviceurl: undefined }), { reason: 'service_url' }],
  ['a key without endorsements', claims({}, { kid: 'bare' }), { status: 403, reason: 'endorsement' }],
  ['expired for 5:01', claims({ exp: AT - 301 }), { status: 401, reason: 'expired' }],
  ['valid only in 5:01', claims({ nbf: AT + 301 }), { status: 401 }],
  ['expired for a day', claims({ exp: AT - 86_400 }), { status: 401, reason: 'expired' }],
  ['no end', claims({ exp: undefined }), { status: 401 }],
  ['another tenant', claims({ tid: OTHER }), { status: 401, reason: 'tenant' }],
  ["another tenant's Emulator", claims({ iss: EMULATOR_ISSUER.replace(TENANT, OTHER), ver: '2.0', azp: APP_ID }), {}],
  ["another app's Emulator token", claims({ iss: EMULATOR_ISSUER, ver: '2.0', azp: OTHER }), { reason: 'app' }],
  ['an Emulator token without an app', claims({ iss: EMULATOR_ISSUER }), { reason: 'app' }],
  ['too long', claims({ filling: 'x'.repeat(10_000) }), { status: 401, reason: 'no_token' }],
];

const claimed = (own: object = {}) => ({ serviceUrl: azure.url, channelId: 'webchat', ...own });

describe('nobody but the connector is let in', () => {
  test.each(REFUSED)('%s', async (_label, make, verdict) => {
    expect(await single(`Bearer ${await make()}`, claimed())).toMatchObject({ ok: false, ...verdict });
  });

  test('no token with another character in it', async () => {
    const token = await azure.sign({}, {}, AT);
    const places = Array.from({ length: 500 }, (_, place) => Math.floor((place * (token.length - 2)) / 500));
    const altered = places.map((at) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`);
    const verdicts = await Promise.all(altered.map((one) => single(`Bearer ${one}`, claimed())));
    expect(verdicts.filter(({ ok }) => ok)).toEqual([]);
  });

  test('no channel that the key does not stand for', async () => {
    const token = `Bearer ${await azure.sign({}, {}, AT)}`;
    for (const channelId of ['slack', '', 'WEBCHAT', 'webchat '])
      expect(await single(token, claimed({ channelId }))).toMatchObject({ status: 403, reason: 'endorsement' });
  });

  test('no scheme but Bearer, and nothing beside it', async () => {
    const token = await azure.sign({}, {}, AT);
    for (const header of [undefined, token, `Basic ${token}`, `Bearer ${token} ${token}`, `Bearer  ${token}`])
      expect(await single(header, claimed())).toMatchObject({ status: 401 });
  });

  test('keys are read from where we know them only', () => {
    expect([...new Set(azure.asked)].sort()).toEqual(['/keys', '/metadata']);
  });
});

const LET_IN: [string, Make][] = [
  ['the connector', claims({})],
  ['a clock 4:59 behind', claims({ exp: AT - 299 })],
  ['a clock 4:59 ahead', claims({ nbf: AT + 299 })],
  ['its own tenant', claims({ tid: TENANT })],
  ['the Emulator', claims({ iss: EMULATOR_ISSUER, ver: '2.0', azp: APP_ID, serviceurl: undefined })],
  ['an older Emulator', claims({ iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0', appid: APP_ID })],
];

test.each(LET_IN)('%s is let in', async (_label, make) => {
  expect(await single(`Bearer ${await make()}`, claimed())).toEqual({ ok: true });
});

test('the Emulator stays outside where nobody asked for it', async () => {
  const token = await azure.sign({ iss: EMULATOR_ISSUER, ver: '2.0', azp: APP_ID }, {}, AT);
  expect(await many(`Bearer ${token}`, claimed())).toMatchObject({ status: 401, reason: 'issuer' });
});
