import { Ended, type Line, type News } from './line.js';
import { createEventReader, type ServerEvent } from './sse.js';

/** The server gives a sign of life at once and then every 15 seconds. */
const FIRST_BYTE_MS = 5_000;
const SILENCE_MS = 40_000;
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** After so many the page asks instead, and tries a stream again later. */
const MAX_MUTE_STREAMS = 2;
const ROUNDS_BEFORE_NEXT_STREAM = 20;

export interface Followed {
  onNews(news: News): void;
  /** True: connected. False: not for a while. */
  onConnection(connected: boolean): void;
  onEnded(): void;
}

/** Waits, but no longer than until the connection or her eyes come back. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
  });
}

/** Hands news on as they come, each once and in order, for as long as the conversation lasts. */
export class Follower {
  private running = false;
  /** Streams in a row that gave no sign of life: something on the way holds them back. */
  private muteStreams = 0;
  private failures = 0;
  private quietRounds = 0;

  constructor(
    private readonly line: Line,
    private readonly followed: Followed,
  ) {}

  /** Starts, where it does not run yet. Resolves when the conversation is over. */
  async run(): Promise<void> {
    this.quietRounds = 0;
    if (this.running) return;
    this.running = true;
    try {
      for (;;) await this.round();
    } catch {
      this.followed.onEnded();
    } finally {
      this.running = false;
    }
  }

  /** Listens as long as it can, then asks once, then rests. @throws Ended and nothing else */
  private async round(): Promise<void> {
    try {
      const mute = this.muteStreams < MAX_MUTE_STREAMS && !(await this.listen());
      this.take(await this.line.news());
      // Only a connection that carries answers but no stream is to blame for that.
      if (mute) this.muteStreams += 1;
    } catch (error) {
      if (error instanceof Ended) throw error;
      this.failures += 1;
      if (this.failures > 1) this.followed.onConnection(false);
    }
    this.quietRounds += 1;
    if (this.quietRounds % ROUNDS_BEFORE_NEXT_STREAM === 0) this.muteStreams = 0;
    await pause(Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(this.quietRounds - 1, 5)));
  }

  /** Hands news on that came some other way, or by a round of its own. */
  take(news: News): void {
    this.failures = 0;
    if (news.activities.length > 0) this.quietRounds = 0;
    this.line.watermark = news.watermark;
    this.followed.onConnection(true);
    this.followed.onNews(news);
  }

  /** Reads one stream to its end, however it ends. @returns false when nothing at all came @throws Ended */
  private async listen(): Promise<boolean> {
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(), FIRST_BYTE_MS);
    let heard = false;
    try {
      const reader = (await this.line.stream(stop.signal)).body?.getReader();
      const [decoder, read] = [new TextDecoder(), createEventReader()];
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) return heard;
        heard = true;
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), SILENCE_MS);
        this.hear(read(decoder.decode(value, { stream: true })));
      }
    } catch (error) {
      if (error instanceof Ended) throw error;
      return heard;
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  }

  private hear(events: ServerEvent[]): void {
    this.muteStreams = 0;
    for (const { event, data } of events) {
      if (event === 'end') throw new Ended();
      if (event === 'activities') this.take(JSON.parse(data) as News);
    }
    if (events.length === 0) this.followed.onConnection(true);
  }
}
