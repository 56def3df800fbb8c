import type { ServerResponse } from 'node:http';
import type { DirectLineDeps } from './deps.js';
import { CORS_HEADERS, Refused } from './http.js';
import { type ActivitySet, toActivitySet } from './outgoing.js';

/** Entries read at once. */
export const PAGE_SIZE = 100;
/** A sign of life, and the longest that news of another process waits. */
const TICK_MS = 15_000;
/** A stream ends before its token does; the client opens the next with a fresh one. */
const MAX_STREAM_MS = 25 * 60_000;
/** Bytes written to a client that it did not take yet: room for one full page of the longest messages. */
const MAX_UNREAD = PAGE_SIZE * 65_536;
const MAX_STREAMS = 5_000;
const MAX_STREAMS_PER_CONVERSATION = 4;

const HEADERS = {
  ...CORS_HEADERS,
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
};

/** Runs a task again for every call made while it ran, but never twice at once. */
function oneAtATime(task: () => Promise<void>): () => void {
  let wanted = 0;
  return () => {
    wanted += 1;
    if (wanted > 1) return;
    void (async () => {
      for (let seen = 0; seen < wanted; ) {
        seen = wanted;
        await task();
      }
      wanted = 0;
    })();
  };
}

/** Counts open streams, so that neither one conversation nor all together can use up the process. */
export class StreamCounter {
  private readonly open = new Map<string, number>();
  private total = 0;

  /** @throws Refused 429: the client polls instead */
  enter(conversationId: string): () => void {
    const mine = this.open.get(conversationId) ?? 0;
    if (mine >= MAX_STREAMS_PER_CONVERSATION || this.total >= MAX_STREAMS)
      throw new Refused(429, 'TooManyRequests', 'Too many streams');
    this.open.set(conversationId, mine + 1);
    this.total += 1;
    return () => this.leave(conversationId);
  }

  private leave(conversationId: string): void {
    const mine = (this.open.get(conversationId) ?? 1) - 1;
    if (mine > 0) this.open.set(conversationId, mine);
    else this.open.delete(conversationId);
    this.total -= 1;
  }
}

/** What a client has not seen yet. */
export async function readNews(deps: DirectLineDeps, conversationId: string, after: number): Promise<ActivitySet> {
  const found = await deps.transcript(conversationId, after, PAGE_SIZE);
  return toActivitySet(conversationId, found?.entries ?? [], after);
}

/** Server-sent events of one conversation until it is closed, its time is over, or the client leaves. */
export class ActivityStream {
  private readonly startedAt: number;

  constructor(
    private readonly deps: DirectLineDeps,
    private readonly conversationId: string,
    private readonly response: ServerResponse,
    private watermark: number,
  ) {
    this.startedAt = deps.now();
  }

  start(onClosed: () => void): void {
    this.response.writeHead(200, HEADERS);
    // The first bytes tell the client at once that nothing on the way holds the stream back.
    this.response.write(':\n\n');
    const push = oneAtATime(() => this.push());
    const unwatch = this.deps.watch(this.conversationId, push);
    const ticking = setInterval(() => {
      this.response.write(':\n\n');
      push();
    }, TICK_MS);
    this.response.once('close', () => {
      clearInterval(ticking);
      unwatch();
      onClosed();
    });
    push();
  }

  private async push(): Promise<void> {
    if (this.response.destroyed || this.response.writableEnded) return;
    try {
      if (!(await this.deps.isOpen(this.conversationId))) return this.end('end');
      await this.writeNews();
      if (this.deps.now() - this.startedAt > MAX_STREAM_MS) this.end('renew');
    } catch (error) {
      // The client comes back and is then told what is wrong.
      this.deps.onError?.(error);
      this.end('renew');
    }
  }

  private async writeNews(): Promise<void> {
    let before: number;
    do {
      before = this.watermark;
      const news = await readNews(this.deps, this.conversationId, before);
      this.watermark = Number(news.watermark);
      if (news.activities.length > 0) this.write('activities', news);
      // A client that does not read is let go rather than kept in memory.
      if (this.response.writableLength > MAX_UNREAD) return this.end('renew');
    } while (this.watermark > before && !this.response.destroyed);
  }

  private write(event: string, data: unknown): void {
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private end(event: 'end' | 'renew'): void {
    if (this.response.writableEnded) return;
    this.write(event, {});
    this.response.end();
  }
}
