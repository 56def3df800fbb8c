import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `X-Hub-Signature-256` signs exactly these bytes. The platform signs what it sends, with its own escapes, so
 * the bytes must not have been parsed and written again. Any header is fine: missing, too short, not ASCII.
 */
export function isSignedBy(secret: string, raw: Buffer, header: unknown): boolean {
  if (typeof header !== 'string') return false;
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`, 'latin1');
  const given = Buffer.from(header, 'latin1');
  // timingSafeEqual throws where lengths differ; the length of a signature is no secret.
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Compares two secrets of any length in constant time. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
