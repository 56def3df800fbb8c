import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Refusal, toErrorBody } from './errorCodes.js';

/** A message of 4,096 characters, each escaped, has a tenth of it. */
const MAX_JSON_BYTES = 256 * 1024;

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

export const refuse = (response: ServerResponse, refusal: Refusal) =>
  // A code below zero stands for an answer that is not the platform's, such as a proxy's.
  refusal.code < 0
    ? send(response, refusal.status, '<html>unavailable</html>', 'text/html')
    : send(response, refusal.status, toErrorBody(refusal));

/** @throws RangeError when there is more */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) throw new RangeError(`the body has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws SyntaxError, RangeError */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value: unknown = JSON.parse((await readBytes(request, MAX_JSON_BYTES)).toString('utf8') || '{}');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('expected an object');
  return value as Record<string, unknown>;
}
