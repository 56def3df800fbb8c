import type { DueMember, Store } from '../store/contract.js';
import { ALL_TAGS, type ConversationRef, refFromId } from '../store/keys.js';

/** What may be due, and who sees to it; `at`: the time of its row. */
export type Handlers = Record<string, (ref: ConversationRef, at: number) => Promise<void>>;

/** Due members handled in one sweep of one tag; the rest follow in the next. */
const MAX_PER_TAG = 100;

export interface SweeperDeps {
  store: Store;
  now: () => number;
  handlers: Handlers;
  onError: (error: unknown) => void;
}

/** Finds what is due in all conversations: messages left behind, rows to send, cases to look at, content to forget. */
export class Sweeper {
  readonly #deps: SweeperDeps;
  #timer?: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Sweeps every `everyMs` until stopped; one sweep at a time. */
  start(everyMs: number): void {
    const next = async () => {
      this.#running = this.sweep().catch(this.#deps.onError);
      await this.#running;
      if (this.#timer) this.#timer = setTimeout(next, everyMs);
    };
    this.#timer = setTimeout(next, everyMs);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  /** Handles all that is due now. A handler that fails leaves its row, and the next sweep tries again. */
  async sweep(): Promise<void> {
    const { store, now } = this.#deps;
    const due = await store.dueIn(
      ALL_TAGS.map((tag) => `${tag}due`),
      now(),
      MAX_PER_TAG,
    );
    for (const members of due.values()) {
      for (const row of members) await this.#handle(row).catch(this.#deps.onError);
    }
  }

  async #handle({ member, at }: DueMember): Promise<void> {
    const [kind = '', id = ''] = member.split(':');
    const ref = refFromId(id);
    if (ref) await this.#deps.handlers[kind]?.(ref, at);
  }
}
