import type { Sent } from '../contract.js';
import { object } from './json.js';

/** Failures before a connection stood: not a byte of the message went out. */
const NOTHING_SENT: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** Read by shape: an error of another realm is no `Error` here. */
const codeOf = (error: unknown): unknown => object(error)['code'];
const isTimeout = (error: unknown) => object(error)['name'] === 'TimeoutError';

/** What a failed request means: once bytes may have left, the message may have arrived. */
export function classifyFailure(error: unknown): Sent {
  const code = codeOf(error);
  if (NOTHING_SENT.includes(code)) return { state: 'retry', code: 'not_connected' };
  return { state: 'uncertain', code: isTimeout(error) ? 'timeout' : 'connection_lost' };
}
