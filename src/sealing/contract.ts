/** Seals and opens values for one conversation. `seal` binds a value to its `place`, so that it cannot be moved to another. */
export interface Sealer {
  /** A fresh random salt of one conversation; deleting it destroys all that was sealed with it. */
  newSalt(): Buffer;
  /** AES-256-GCM under HKDF(STORE_KEY, salt); the result names its key. @param place e.g. `session:<conversation id>` */
  seal(salt: Buffer, place: string, plain: Buffer): Buffer;
  /** @throws RumboError seal_broken */
  open(salt: Buffer, place: string, sealed: Buffer): Buffer;
  /** Keyed hash for look-ups (HMAC-SHA-256 under a key of its own), base64url. @param purpose separates uses, e.g. `identity` */
  lookup(purpose: string, value: string): string;
}
