import type { DirectLineDeps } from './deps.js';
import { type ActivitySet, toActivitySet } from './outgoing.js';
import type { Grant } from './tokens.js';

/** Entries read at once. */
const PAGE_SIZE = 100;
/** A sign of life, and the longest that news of another process waits. */
const TICK_MS = 15_000;
/** A stream ends before a token made with it does; the client opens the next with a fresh one. */
const MAX_STREAM_MS = 18 * 60_000;
/** Bytes written to a client that it did not take yet: room for one full page of the longest messages. */
const MAX_UNREAD = PAGE_SIZE * 65_536;

/** Where the news of one stream go. */
export interface Outlet {
  news(news: ActivitySet): void;
  /** Shows that the connection lives. */
  tick(): void;
  /** `end`: the conversation is over. `renew`: come back with the last watermark. */
  end(why: 'end' | 'renew'): void;
  /** Nothing more can be written. */
  isOver(): boolean;
  /** Bytes written but not taken yet. */
  unread(): number;
}

/** What a client has not seen yet. */
export async function readNews(deps: DirectLineDeps, grant: Grant, after: number): Promise<ActivitySet> {
  const found = await deps.transcript(grant.conversationId, after, PAGE_SIZE);
  return toActivitySet(grant, found?.entries ?? [], after);
}

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

/** Hands the news of one conversation to an outlet, in order and once, until it is closed or the stream's time is over. */
class Following {
  private readonly endsAt: number;

  constructor(
    private readonly deps: DirectLineDeps,
    private readonly grant: Grant,
    private watermark: number,
    private readonly outlet: Outlet,
  ) {
    this.endsAt = deps.now() + MAX_STREAM_MS;
  }

  async push(): Promise<void> {
    if (this.outlet.isOver()) return;
    try {
      if (!(await this.deps.isOpen(this.grant.conversationId))) return this.outlet.end('end');
      await this.handOver();
      if (this.deps.now() > this.endsAt) this.outlet.end('renew');
    } catch (error) {
      // The client comes back and is then told what is wrong.
      this.deps.onError?.(error);
      this.outlet.end('renew');
    }
  }

  private async handOver(): Promise<void> {
    let before: number;
    do {
      before = this.watermark;
      const news = await readNews(this.deps, this.grant, before);
      this.watermark = Number(news.watermark);
      if (news.activities.length > 0 && !this.outlet.isOver()) this.outlet.news(news);
      // A client that does not read is let go rather than kept in memory.
      if (this.outlet.unread() > MAX_UNREAD) return this.outlet.end('renew');
    } while (this.watermark > before && !this.outlet.isOver());
  }
}

/** Starts handing over what comes after the watermark. @returns how to stop */
export function followNews(deps: DirectLineDeps, grant: Grant, after: number, outlet: Outlet): () => void {
  const following = new Following(deps, grant, after, outlet);
  const push = oneAtATime(() => following.push());
  const unwatch = deps.watch(grant.conversationId, push);
  const ticking = setInterval(() => {
    outlet.tick();
    push();
  }, TICK_MS);
  push();
  return () => {
    clearInterval(ticking);
    unwatch();
  };
}
