import type { IncomingMessage } from 'node:http';

/** Why no body was read, as the HTTP status that says so. */
export type BodyProblem = 400 | 408 | 413;

/** A body that is too large is read on and thrown away, so that its sender sees the answer; at most this many times the limit. */
const DRAIN_TIMES = 4;

/**
 * Reads the raw bytes of a request once.
 * @returns the bytes, or the status that tells what was wrong: broken off, too slow, too large
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<Buffer | BodyProblem> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => resolve(408), timeoutMs);
    const settle = (result: Buffer | BodyProblem) => {
      clearTimeout(timer);
      resolve(result);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > maxBytes * DRAIN_TIMES) settle(413);
    });
    request.once('end', () => settle(size > maxBytes ? 413 : Buffer.concat(chunks)));
    request.once('error', () => settle(400));
    request.once('close', () => settle(400));
  });
}
