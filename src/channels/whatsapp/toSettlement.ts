import type { Settlement } from '../contract.js';
import { isObject, list, object, string } from '../http/json.js';

const STATUSES: readonly string[] = ['sent', 'delivered', 'read', 'failed'] satisfies Settlement['status'][];

const isStatus = (value: unknown): value is Settlement['status'] =>
  typeof value === 'string' && STATUSES.includes(value);

const isCode = (code: unknown): code is number | string => typeof code === 'number' || typeof code === 'string';

/** Reads one status. @returns undefined where it is none we act on (`played`, `deleted`, `warning`) or is malformed */
export function toSettlement(status: unknown): Settlement | undefined {
  if (!isObject(status)) return undefined;
  const platformId = string(status['id']);
  const state = status['status'];
  if (platformId === undefined || !isStatus(state)) return undefined;
  const id = string(status['biz_opaque_callback_data']);
  const code = object(list(status['errors'])[0])['code'];
  return { ...(id && { id }), platformId, status: state, ...(isCode(code) && { errorCode: String(code) }) };
}
