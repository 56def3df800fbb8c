import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { Accept, Incoming } from '../../../src/channels/contract.js';
import {
  createTokenIssuer,
  type DirectLineDeps,
  type KeepMedia,
  mountDirectLine,
} from '../../../src/channels/webchat/index.js';

const KEY = new Uint8Array(32).fill(7);
const START = Date.UTC(2026, 0, 15, 10);

type Activity = Incoming['activity'];

/** A conversation room as the service would give it, in memory: every message is kept, `reply` adds the bot's. */
export class Room {
  now = START;
  readonly accepted: Incoming[] = [];
  readonly errors: unknown[] = [];
  private readonly lists = new Map<string, { number: number; at: number; activity: Activity }[]>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly tickets = new Set<string>();
  private readonly closed = new Set<string>();
  /** Resolves with the first conversation that is left. */
  readonly whenClosed: Promise<string>;
  private tellClosed: (id: string) => void = () => {};

  constructor() {
    this.whenClosed = new Promise((resolve) => {
      this.tellClosed = resolve;
    });
  }

  /** How incoming messages are answered; replaced by tests of refusals. */
  accept: Accept = async (_channel, incoming) => {
    if (this.accepted.some((known) => known.dedupeId === incoming.dedupeId)) return 'duplicate';
    this.accepted.push(incoming);
    this.add(incoming.identity, incoming.activity);
    this.onAccepted(incoming);
    return 'accepted';
  };
  /** Keeps files, where a test gives a shelf before it serves. */
  keepMedia?: KeepMedia;
  /** Whether one more conversation may begin with these words. */
  mayBegin: (text: string) => boolean = () => true;
  publicUrl?: string;
  onAccepted: (incoming: Incoming) => void = () => {};
  /** Waited for before it is said whether a conversation is open. */
  onAsked: () => Promise<unknown> | undefined = () => undefined;

  add(id: string, activity: Activity): void {
    const list = this.lists.get(id) ?? [];
    this.lists.set(id, [...list, { number: list.length + 1, at: this.now, activity }]);
    for (const listener of this.listeners.get(id) ?? []) listener();
  }

  reply(id: string, text: string, more: Activity = {}): void {
    this.add(id, { type: 'message', from: { id: 'bot', name: '', role: 'bot' }, text, locale: 'es', ...more });
  }

  erase(id: string): void {
    this.lists.delete(id);
    this.closed.add(id);
    for (const listener of this.listeners.get(id) ?? []) listener();
  }

  deps(): DirectLineDeps {
    const now = () => this.now;
    return {
      accept: (channel, incoming) => this.accept(channel, incoming),
      transcript: async (id, after, limit) => {
        const entries = this.lists.get(id);
        const isOpen = !this.closed.has(id);
        if (!entries) return isOpen ? undefined : { entries: [], isOpen };
        return { entries: entries.filter((entry) => entry.number > after).slice(0, limit), isOpen };
      },
      watch: (id, listener) => {
        const set = this.listeners.get(id) ?? new Set();
        this.listeners.set(id, set.add(listener));
        return () => set.delete(listener);
      },
      close: async (id) => {
        this.closed.add(id);
        this.tellClosed(id);
        for (const listener of this.listeners.get(id) ?? []) listener();
      },
      isOpen: async (id) => {
        await this.onAsked();
        return !this.closed.has(id);
      },
      tokens: createTokenIssuer(KEY, now),
      useTicket: async (id) => this.tickets.size < this.tickets.add(id).size,
      keep: { make: async () => undefined, isKnown: async () => false, may: () => true },
      mayBegin: (_request, text) => this.mayBegin(text),
      now,
      random: randomBytes,
      secure: false,
      ...(this.keepMedia && { keepMedia: this.keepMedia }),
      ...(this.publicUrl && { publicUrl: this.publicUrl }),
      onError: (error) => this.errors.push(error),
    };
  }
}

export interface Serving {
  url: string;
  stop(): Promise<void>;
}

/** A real restify server on a free port. */
export async function serve(
  room: Room,
  mountMore: (server: restify.Server) => void = () => {},
  onPort = 0,
): Promise<Serving> {
  const server = restify.createServer();
  const { close } = mountDirectLine(server, room.deps());
  mountMore(server);
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        close();
        server.server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
