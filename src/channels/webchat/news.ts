import type { DirectLineDeps } from './deps.js';
import { notFound } from './http.js';
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

/** What a client has not seen yet, or the first of it. @throws Refused 404 once the conversation is closed */
export async function readNews(deps: DirectLineDeps, grant: Grant, after: number): Promise<ActivitySet> {
  const { entries, isOpen } = await readPage(deps, grant, after);
  if (!isOpen) throw notFound();
  return toActivitySet(grant, entries, after);
}

/** Nobody wrote yet where nothing is stored. */
const readPage = async (deps: DirectLineDeps, { conversationId }: Grant, after: number) =>
  (await deps.transcript(conversationId, after, PAGE_SIZE)) ?? { entries: [], isOpen: true };

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
    try {
      while (!this.outlet.isOver() && (await this.handOver()));
      if (this.deps.now() > this.endsAt) this.outlet.end('renew');
    } catch (error) {
      // The client comes back and is then told what is wrong.
      this.deps.onError?.(error);
      this.outlet.end('renew');
    }
  }

  /** One page. @returns whether there may be more; what comes meanwhile is told of, and read then */
  private async handOver(): Promise<boolean> {
    const { entries, isOpen } = await readPage(this.deps, this.grant, this.watermark);
    if (!isOpen) this.outlet.end('end');
    if (this.outlet.isOver()) return false;
    const news = toActivitySet(this.grant, entries, this.watermark);
    this.watermark = Number(news.watermark);
    if (news.activities.length > 0) this.outlet.news(news);
    // A client that does not read is let go rather than kept in memory.
    if (this.outlet.unread() > MAX_UNREAD) this.outlet.end('renew');
    return entries.length === PAGE_SIZE;
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
