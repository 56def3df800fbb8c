import { Refused } from './http.js';

const MAX_STREAMS = 5_000;
const MAX_STREAMS_PER_CONVERSATION = 4;

/** Counts open streams, so that neither one conversation nor all together can use up the process. */
export class StreamCounter {
  private readonly open = new Map<string, number>();
  private total = 0;

  /** @returns how to leave @throws Refused 429: the client polls instead */
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
