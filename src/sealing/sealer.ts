import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { RumboError } from '../errors.js';
import { createRecent } from '../recent.js';
import type { Sealer } from './contract.js';
import { createRandomPool } from './randomPool.js';

const FORMAT = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;
/** Derived keys remembered, so that a conversation in full swing is not derived anew for each value. */
const MAX_KEYS = 5_000;

/**
 * AES-256-GCM under HKDF-SHA-256 (store key, salt). A sealed value reads: format 1, key id 4, nonce 12, ciphertext, tag 16.
 * @param storeKey 32 bytes
 */
export function createSealer(storeKey: Buffer): Sealer {
  const keyId = createHash('sha256').update('rumbo key id').update(storeKey).digest().subarray(0, KEY_ID_BYTES);
  const lookupKey = derive(storeKey, Buffer.alloc(0), 'lookup');
  const keys = createRecent<string, KeyObject>(MAX_KEYS);
  const nextNonce = createRandomPool(NONCE_BYTES);

  const keyOf = (salt: Buffer) => keys(salt.toString('latin1'), () => derive(storeKey, salt, 'seal'));

  return {
    newSalt: () => randomBytes(SALT_BYTES),

    seal(salt, place, plain) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', keyOf(salt), nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), keyId, nonce, body, cipher.getAuthTag()]);
    },

    open(salt, place, sealed) {
      if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== FORMAT)
        throw new RumboError('seal_broken', 'A sealed value is cut or of another format.');
      if (!sealed.subarray(1, 1 + KEY_ID_BYTES).equals(keyId))
        throw new RumboError('seal_broken', 'A value was sealed with another key.');
      const nonce = sealed.subarray(1 + KEY_ID_BYTES, HEAD_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(salt), nonce).setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new RumboError('seal_broken', 'A sealed value does not open.', { cause });
      }
    },

    lookup: (purpose, value) => createHmac('sha256', lookupKey).update(`${purpose}\0${value}`).digest('base64url'),
  };
}

function derive(storeKey: Buffer, salt: Buffer, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', storeKey, salt, `rumbo ${use}`, 32)));
}
