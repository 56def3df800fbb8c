import type { Done } from '../../src/handoff/contract.js';
import type { NotSent, Unsent } from '../../src/handoff/notSent.js';

/** Messages that could not be sent, in memory: what the console sees of them and what it did. */
export interface MemoryNotSent extends NotSent {
  /** @returns the message's id */
  fail(conversation: string, about?: Partial<Unsent>): string;
  sentAgain: string[];
}

export function createMemoryNotSent(now: () => number): MemoryNotSent {
  const kept = new Map<string, Unsent>();
  const sentAgain: string[] = [];
  const take = (id: string): Done => (kept.delete(id) ? { ok: true } : { ok: false, refusal: 'gone' });
  return {
    sentAgain,
    fail(conversation, about = {}) {
      const id = `${conversation}.${kept.size + 1}`;
      kept.set(id, { id, conversation, why: 'connection', at: now(), sendable: true, ...about });
      return id;
    },
    list: async () => [...kept.values()],
    async again(id) {
      if (kept.get(id)?.why === 'window') return { ok: false, refusal: 'window-closed' };
      const done = take(id);
      if (done.ok) sentAgain.push(id);
      return done;
    },
    dismiss: async (id) => take(id),
  };
}
