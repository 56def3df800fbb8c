import { Ended, type Line, type Message, type News } from './line.js';

const SHORTEST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
/** As many messages may wait for the connection. */
const MAX_WAITING = 50;

export interface Sending {
  /** @param news what came with the receipt */
  onSent(message: Message, news?: News): void;
  onNotSent(message: Message): void;
  onEnded(): void;
}

/** Her messages on their way, one after the other, each with the same id however often it is tried. */
export class Outbox {
  private waiting: Message[] = [];
  private busy = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly line: Line,
    private readonly sending: Sending,
  ) {
    addEventListener('online', () => void this.flush());
  }

  /** @returns false when too many wait already */
  add(message: Message): boolean {
    if (this.waiting.length >= MAX_WAITING) return false;
    this.waiting.push(message);
    void this.flush();
    return true;
  }

  clear(): void {
    this.waiting = [];
    clearTimeout(this.timer);
  }

  /** Sends what waits; tries again by itself later where that fails. */
  async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) await this.sendFirst(next);
      this.failures = 0;
    } catch (error) {
      this.failed(error);
    } finally {
      this.busy = false;
    }
  }

  private async sendFirst(message: Message): Promise<void> {
    const news = this.line.isOpen ? await this.line.send(message) : await this.line.begin(message);
    this.waiting.shift();
    this.sending.onSent(message, news ?? undefined);
  }

  private failed(error: unknown): void {
    if (error instanceof Ended) {
      this.clear();
      this.sending.onEnded();
      return;
    }
    for (const message of this.waiting) this.sending.onNotSent(message);
    this.failures += 1;
    const wait = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(this.failures, 4));
    this.timer = setTimeout(() => void this.flush(), wait);
  }
}
