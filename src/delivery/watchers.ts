import { EventEmitter } from 'node:events';

/** Tells this process's pages and consoles that a conversation changed; others find out by asking again. */
export class Watchers {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  notify(conversationId: string): void {
    this.#emitter.emit(conversationId);
  }

  /** @returns how to stop watching */
  watch(conversationId: string, listener: () => void): () => void {
    this.#emitter.on(conversationId, listener);
    return () => this.#emitter.off(conversationId, listener);
  }
}
