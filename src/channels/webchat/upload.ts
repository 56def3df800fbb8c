import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import type { Attachment } from 'botbuilder';
import { isPassing, RumboError } from '../../errors.js';
import type { DirectLineDeps } from './deps.js';
import { Refused, readBody, toJson } from './http.js';
import { MAX_ATTACHMENTS, safeType } from './incoming.js';

/** Largest upload taken, in bytes. */
const MAX_UPLOAD = 4 * 1024 * 1024;
/** The files, and the activity they belong to. */
const MAX_PARTS = MAX_ATTACHMENTS + 1;
const MAX_PART_HEADERS = 20;
const ACTIVITY_TYPE = 'application/vnd.microsoft.activity';

interface Part {
  type: string;
  bytes: Buffer;
}

export interface Upload {
  /** What the client says of the message: its words and its own id. */
  activity: Record<string, unknown>;
  files: Part[];
}

const malformed = () => new Refused(400, 'BadArgument', 'The body is not multipart/form-data with at most 10 files');

/** Every part counts as a file, so that each keeps its own type. @throws Refused 400 */
async function partsOf(contentType: string, body: Buffer): Promise<Part[]> {
  const parts: Part[] = [];
  try {
    const limits = { parts: MAX_PARTS, files: MAX_PARTS, fields: 0, headerPairs: MAX_PART_HEADERS };
    const parser = new Busboy({ headers: { 'content-type': contentType }, limits, isPartAFile: () => true });
    parser.on('file', (_field, stream, _name, _encoding, type) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // The parser itself tells of it too.
      stream.on('error', () => {});
      stream.on('end', () => parts.push({ type, bytes: Buffer.concat(chunks) }));
    });
    const tooMany = once(parser, 'partsLimit').then(() => {
      throw malformed();
    });
    parser.end(body);
    await Promise.race([once(parser, 'finish'), tooMany]);
  } catch {
    throw malformed();
  }
  return parts;
}

/** Reads files with or without an activity, or one file as the body itself. @throws Refused 400, 413 */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const body = await readBody(request, MAX_UPLOAD);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/'))
    return { activity: {}, files: [{ type: safeType(contentType.split(';')[0]), bytes: body }] };
  const parts = await partsOf(contentType, body);
  const activity = parts.find(({ type }) => type === ACTIVITY_TYPE);
  return {
    activity: activity ? toJson(activity.bytes) : {},
    files: parts.filter((part) => part !== activity).map(({ type, bytes }) => ({ type: safeType(type), bytes })),
  };
}

type Deps = Pick<DirectLineDeps, 'keepMedia' | 'onError'>;

/** One file as an attachment; a file that cannot be kept is still told of, by its type. @throws RumboError store_unavailable */
async function toAttachment(conversationId: string, id: string, file: Part, deps: Deps): Promise<Attachment> {
  const { type, bytes } = file;
  try {
    const kept = await deps.keepMedia?.(conversationId, bytes, type, id);
    return kept ? { contentType: kept.contentType, content: { id: kept.id } } : { contentType: type };
  } catch (error) {
    if (error instanceof RumboError && isPassing(error.code)) throw error;
    // A kind of file that is not kept, or one that comes before any words: both are usual.
    if (!(error instanceof RumboError && error.code === 'media_refused')) deps.onError?.(error);
    return { contentType: type };
  }
}

/** Keeps the files, one after the other. @param messageId of the message they belong to @throws RumboError store_unavailable */
export async function keepFiles(
  conversationId: string,
  messageId: string,
  files: Part[],
  deps: Deps,
): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const file of files)
    attachments.push(await toAttachment(conversationId, `${messageId}|${attachments.length}`, file, deps));
  return attachments;
}
