import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES } from './errorCodes.js';
import { readFault } from './faults.js';
import { readJson, send } from './http.js';
import type { Platform } from './platform.js';

const STATUSES = ['sent', 'delivered', 'read', 'failed'];

type Handler = (platform: Platform, request: IncomingMessage) => Promise<object> | object;

/** What can be asked of the stand-in itself, so that anything may go wrong on demand. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /stand-in/faults': (platform) => ({ ahead: platform.faults.ahead(), codes: ERROR_CODES }),
  async 'PUT /stand-in/faults'(platform, request) {
    const { times = 1, ...wish } = await readJson(request);
    const fault = readFault(wish);
    if (!fault) throw new SyntaxError('expected {"code"}, {"status"} or {"fault": "hang", "reset" or "drop"}');
    platform.faults.plan(fault, Number(times));
    return { ahead: platform.faults.ahead() };
  },
  'DELETE /stand-in/faults'(platform) {
    platform.faults.clear();
    return { ahead: [] };
  },
  async 'PUT /stand-in/statuses'(platform, request) {
    const { order } = await readJson(request);
    if (!Array.isArray(order) || !order.every((one) => STATUSES.includes(one)))
      throw new SyntaxError(`order: expected a list of ${STATUSES.join(', ')}`);
    platform.setStatuses(order);
    return { order };
  },
};

/** Answers what is asked of the stand-in itself. @returns false where something else was asked */
export async function answerControl(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const handler = HANDLERS[`${request.method} ${request.url?.split('?', 1)[0]}`];
  if (!handler) return false;
  send(response, 200, await handler(platform, request));
  return true;
}
