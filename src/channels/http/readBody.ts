import type { IncomingMessage } from 'node:http';

/** Why no body was read, as the HTTP status that says so. */
export type BodyProblem = 400 | 408 | 413 | 503;

export interface BodyLimits {
  maxBytes: number;
  timeoutMs: number;
}

/**
 * Reads the raw bytes of a request once.
 * @returns the bytes, or the status that tells what was wrong: broken off, too slow, too large, too many at a time
 */
export type BodyReader = (request: IncomingMessage, limits: BodyLimits) => Promise<Buffer | BodyProblem>;

/** A body that is not kept is read on and thrown away, so that its sender sees the answer; at most this many times the limit. */
const DRAIN_TIMES = 4;

/** What one door keeps of unfinished bodies, all together: whoever sends them is not known yet. */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Not counted, of each: a message is let in whatever others send. */
export const FREE_BYTES = 16 * 1024;

/** What a piece takes beside its bytes: a body may come in pieces of one byte. */
const PIECE_BYTES = 256;

/** For one door: others have their own, so that none can shut another. */
export function createBodyReader(): BodyReader {
  const door = { held: 0 };
  return (request, { maxBytes, timeoutMs }) =>
    new Promise((resolve) => {
      if (request.destroyed) return resolve(400);
      const body = new Unfinished(door, maxBytes);
      const settle = () => {
        clearTimeout(timer);
        resolve(body.end());
      };
      const fail = (problem: BodyProblem) => {
        body.drop(problem);
        settle();
      };
      const timer = setTimeout(() => fail(408), timeoutMs);
      request.on('data', (chunk: Buffer) => {
        if (!body.take(chunk)) settle();
      });
      request.once('end', settle);
      request.once('error', () => fail(400));
      request.once('close', () => fail(400));
    });
}

/** One body while it comes in. */
class Unfinished {
  readonly #door: { held: number };
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #cost = 0;
  #counted = 0;
  #problem: BodyProblem | undefined;

  constructor(door: { held: number }, maxBytes: number) {
    this.#door = door;
    this.#maxBytes = maxBytes;
  }

  /** @returns false where not even more of it is worth throwing away */
  take(chunk: Buffer): boolean {
    this.#size += chunk.length;
    if (this.#problem === undefined) this.#keep(chunk);
    return this.#size <= this.#maxBytes * DRAIN_TIMES;
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#cost += chunk.length + PIECE_BYTES;
    this.#count(Math.max(0, this.#cost - FREE_BYTES));
    if (this.#size > this.#maxBytes) this.drop(413);
    else if (this.#door.held > MAX_HELD_BYTES) this.drop(503);
  }

  /** Forgets what came, and why; the first reason stays. */
  drop(problem: BodyProblem): void {
    this.#problem ??= problem;
    this.#count(0);
    this.#chunks = [];
  }

  end(): Buffer | BodyProblem {
    const result = this.#problem ?? Buffer.concat(this.#chunks);
    this.drop(400);
    return result;
  }

  #count(bytes: number): void {
    this.#door.held += bytes - this.#counted;
    this.#counted = bytes;
  }
}
