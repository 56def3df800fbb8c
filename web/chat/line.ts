import { randomId } from '../randomId.js';
import { Memory } from './memory.js';

/** What the server shows of a message, of a hand-off's status, or of the end. */
export interface ShownActivity {
  type: 'message' | 'event' | 'endOfConversation';
  id: string;
  timestamp: string;
  from: { role: 'bot' | 'user'; name?: string };
  text: string;
  locale?: string;
  suggestedActions?: { actions?: Action[] };
  /** `keep`: a summary. `audio`: where the words can be heard. */
  channelData?: { keep?: boolean; audio?: string };
  value?: { state?: string };
}

export interface Action {
  type: string;
  title: string;
  text?: string;
  displayText?: string;
  value?: unknown;
}

export interface News {
  activities: ShownActivity[];
  watermark: string;
}

export interface Message {
  clientId: string;
  text: string;
  value?: unknown;
}

interface Opened {
  conversationId: string;
  token: string;
  expires_in: number;
  handle?: string;
}

/** What a message is sent as. */
const activityOf = ({ clientId, text, value }: Message) => ({
  type: 'message',
  from: { id: 'person' },
  text,
  value,
  channelData: { clientActivityID: clientId },
});

/** The conversation was closed or erased; nothing of it will come back. */
export class Ended extends Error {}

const BASE = '/v3/directline';
const JSON_HEADERS = { 'Content-Type': 'application/json' };
/** Longest wait for an answer before the connection counts as lost. */
const PATIENCE_MS = 20_000;

/** The page's end of Direct Line. The token lives in memory only. */
export class Line {
  private opened: Opened | undefined;
  private renewAt = 0;
  private readonly gone = new AbortController();
  /** The same however often the beginning is tried: so it is one conversation. */
  private readonly secret = randomId();
  readonly memory = new Memory();
  watermark = '0';

  get isOpen(): boolean {
    return this.opened !== undefined;
  }

  /** After a reload. @returns false where there is nothing to go on with */
  async resume(): Promise<boolean> {
    if (!this.memory.hopeful) return false;
    const response = await this.fetch('/resume', this.wishing({ handle: this.memory.handle }));
    if (response.ok) this.take(await response.json());
    else if (response.status === 404) this.forget();
    else throw new Error('unreachable');
    return response.ok;
  }

  /** Begins a conversation with her first message. @returns what was said already, her message with it */
  async begin(message: Message): Promise<News | undefined> {
    const { isOwn } = this.memory;
    const begun = await this.open({ begin: { secret: this.secret, activity: activityOf(message) } });
    // A server of before, while a new one takes its place, opens the conversation and takes no message with it.
    if (!begun.activities) await this.send(message);
    // She chose otherwise while it was on its way.
    if (isOwn !== this.memory.isOwn) await this.open();
    return begun.activities && { activities: begun.activities, watermark: begun.watermark ?? '0' };
  }

  /** Opens a conversation; of one that is open, agrees anew on what is kept of it. */
  private async open(more = {}): Promise<Opened & Partial<News>> {
    const response = await this.fetch('/conversations', this.wishing(more));
    if (response.status === 404) throw new Ended();
    if (!response.ok) throw new Error('unreachable');
    const opened = await response.json();
    this.take(opened);
    return opened;
  }

  /** "This is a shared phone": from now on nothing is kept here that a reload could go on by; or it is again. */
  async share(shared: boolean): Promise<void> {
    this.memory.shared = shared;
    if (!this.isOpen) return;
    this.memory.keep();
    await this.open();
  }

  /** A code to go on with elsewhere. @returns undefined where there is none for now */
  async codeToKeep(): Promise<string | undefined> {
    const response = await this.ask('/keep', { method: 'POST' });
    return ((await response.json()) as { code?: string }).code;
  }

  /** Goes on with the conversation of a code. @returns the status: 201, 404 for a code that is wrong or spent, 429 */
  async redeem(code: string): Promise<number> {
    const response = await this.fetch('/keep', this.wishing({ code }));
    if (response.ok) this.take(await response.json());
    return response.status;
  }

  async send(message: Message): Promise<void> {
    const body = JSON.stringify(activityOf(message));
    await this.ask('/activities', { method: 'POST', headers: JSON_HEADERS, body });
  }

  async news(): Promise<News> {
    return (await this.ask(`/activities?watermark=${this.watermark}`)).json();
  }

  /** @param signal ends the stream from this side */
  async stream(signal: AbortSignal): Promise<Response> {
    return this.ask(`/stream?watermark=${this.watermark}`, { signal });
  }

  /** Ends the conversation on the server while the page is already going; then nothing is left here either. */
  close(): void {
    this.gone.abort();
    if (this.opened) {
      const url = `${BASE}/conversations/${this.opened.conversationId}/end`;
      // Where the page lay asleep its token is too old by now, but not what stands for the cookie.
      const proof = this.memory.handle ?? this.opened.token;
      if ('keepalive' in Request.prototype)
        fetch(url, { method: 'POST', body: proof, keepalive: true }).catch(() => {});
      else navigator.sendBeacon(url, proof);
    }
    this.forget();
  }

  forget(): void {
    this.opened = undefined;
    this.watermark = '0';
    this.memory.forget();
  }

  private take(opened: Opened): void {
    if (this.gone.signal.aborted) return;
    this.opened = opened;
    this.renewAt = Date.now() + opened.expires_in * 500;
    this.memory.keep(opened.handle);
  }

  private wishing(more = {}): RequestInit {
    const body = JSON.stringify({ embed: this.memory.isOwn, ...more });
    return { method: 'POST', headers: JSON_HEADERS, body };
  }

  /** Asks for something of this conversation; a token that is too old is replaced, once. */
  private async ask(path: string, init: RequestInit = {}): Promise<Response> {
    if (Date.now() > this.renewAt) await this.renew();
    let response = await this.askOnce(path, init);
    if (response.status === 403) {
      await this.renew();
      response = await this.askOnce(path, init);
    }
    if (response.status === 404 || response.status === 403) throw new Ended();
    if (!response.ok) throw new Error('unreachable');
    return response;
  }

  private askOnce(path: string, init: RequestInit): Promise<Response> {
    if (!this.opened) throw new Ended();
    return this.fetch(`/conversations/${this.opened.conversationId}${path}`, init);
  }

  /** By the token while it holds, else by the cookie or handle. */
  private async renew(): Promise<void> {
    const response = await this.fetch('/tokens/refresh', { method: 'POST' });
    if (response.ok) this.take(await response.json());
    else if (response.status === 404 || (response.status === 403 && !(await this.resume()))) throw new Ended();
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const stop = new AbortController();
    const abort = () => stop.abort();
    const late = setTimeout(abort, PATIENCE_MS);
    for (const signal of [this.gone.signal, init.signal]) signal?.addEventListener('abort', abort);
    const headers = new Headers(init.headers);
    if (this.opened) headers.set('Authorization', `Bearer ${this.opened.token}`);
    try {
      if (this.gone.signal.aborted) throw new Ended();
      return await fetch(BASE + path, { ...init, headers, signal: stop.signal });
    } finally {
      clearTimeout(late);
    }
  }
}
