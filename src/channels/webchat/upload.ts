import type { IncomingMessage } from 'node:http';
import { readBody } from './http.js';

/** Largest upload taken, in bytes. The bytes are dropped: only what kind of thing it was goes on. */
const MAX_UPLOAD = 4 * 1024 * 1024;
const PART_TYPE = /^content-type:\s*([\w.+-]+\/[\w.+-]+)/gim;
const ACTIVITY_TYPE = 'application/vnd.microsoft.activity';

/** The types of the files in a multipart body, or of the body itself. @throws Refused 413 */
export async function readUploadTypes(request: IncomingMessage): Promise<string[]> {
  const body = await readBody(request, MAX_UPLOAD);
  const type = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (!type.startsWith('multipart/')) return [type];
  const parts = [...body.toString('latin1').matchAll(PART_TYPE)].map((match) => match[1] ?? '');
  return parts.filter((part) => part.toLowerCase() !== ACTIVITY_TYPE);
}
