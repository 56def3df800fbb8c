import type { Case, CaseView, Coordinator, Desk, Done, Line, Refusal } from '../../src/handoff/contract.js';

/** A desk that keeps its cases in memory: the whole contract, without a store or a bot behind it. */
export interface MemoryDesk extends Desk {
  /** Opens a case. @returns the conversation's id */
  open(number: number, about?: Partial<Case>): string;
  /** A line of hers. */
  write(id: string, text: string): void;
  /** WhatsApp lets nobody answer after that. */
  endWindow(id: string, at: number): void;
  /** What the contract returns for a case, whoever looks. */
  linesOf(id: string): Line[];
}

interface Kept {
  case: Case;
  lines: Line[];
  windowEndsAt?: number;
}

const refuse = (refusal: Refusal) => ({ ok: false, refusal }) as const;
const weight = ({ urgency }: Case) => (urgency === 'high' ? 0 : 1);
const isOpen = ({ state }: Case) => state === 'waiting' || state === 'claimed';

export function createMemoryDesk(now: () => number): MemoryDesk {
  const kept = new Map<string, Kept>();
  const listeners = new Set<(id: string) => void>();
  const presence = new Map<string, Coordinator & { until: number }>();
  let killed = false;

  const tell = (id: string) => {
    for (const listener of listeners) listener(id);
  };

  function add(id: string, from: Line['from'], text: string): Line {
    const lines = kept.get(id)?.lines ?? [];
    const line: Line = { number: lines.length + 1, at: now(), from, text };
    lines.push(line);
    return line;
  }

  /** A change that only the one who holds the case may make. */
  function held<T extends object>(id: string, by: Coordinator, act: (entry: Kept) => T): Done<T> {
    const entry = kept.get(id);
    if (!entry || !isOpen(entry.case)) return refuse('gone');
    if (entry.case.coordinator?.id !== by.id) return refuse('not-yours');
    const result = act(entry);
    tell(id);
    return { ok: true, ...result };
  }

  const end = (id: string, by: Coordinator, change: Partial<Case>): Done =>
    held(id, by, (entry) => {
      entry.case = { ...entry.case, ...change, endedAt: now() };
      return {};
    });

  return {
    open(number, about = {}) {
      const id = `conversation-${String(number).padStart(9, '0')}`;
      const base: Case = {
        ref: { tag: '{s0001}', id },
        channel: 'webchat',
        state: 'waiting',
        urgency: 'normal',
        reason: 'asked',
        danger: 'none',
        because: [],
        language: 'es',
        needs: [],
        openedAt: now(),
        lastInboundAt: now(),
        unread: 0,
      };
      kept.set(id, { case: { ...base, ...about }, lines: [] });
      tell(id);
      return id;
    },
    write(id, text) {
      add(id, 'person', text);
      tell(id);
    },
    endWindow(id, at) {
      const entry = kept.get(id);
      if (entry) entry.windowEndsAt = at;
      tell(id);
    },
    linesOf: (id) => kept.get(id)?.lines ?? [],

    queue: async () =>
      [...kept.values()]
        .map((entry) => entry.case)
        .filter(isOpen)
        .sort((a, b) => weight(a) - weight(b) || a.openedAt - b.openedAt),

    async view(id) {
      const entry = kept.get(id);
      if (!entry) return refuse('gone');
      const answers = { safe: 'yes', need: entry.case.needs[0] ?? 'legal' };
      const view: CaseView = { case: entry.case, answers, offered: ['a-service'], lines: entry.lines };
      const { windowEndsAt } = entry;
      return { ok: true, view: windowEndsAt === undefined ? view : { ...view, windowEndsAt } };
    },

    async claim(id, by) {
      const entry = kept.get(id);
      if (!entry || !isOpen(entry.case)) return refuse('gone');
      if (entry.case.state === 'claimed' && entry.case.coordinator?.id !== by.id) return refuse('taken');
      entry.case = { ...entry.case, state: 'claimed', coordinator: by, claimedAt: now() };
      tell(id);
      return { ok: true };
    },

    async reply(id, by, text, replyId) {
      const before = kept.get(id)?.lines.find((line) => replyId !== undefined && line.replyId === replyId);
      if (before) return { ok: true, line: before };
      if ((kept.get(id)?.windowEndsAt ?? Number.POSITIVE_INFINITY) <= now()) return refuse('window-closed');
      return held(id, by, () => ({ line: Object.assign(add(id, 'coordinator', text), replyId && { replyId }) }));
    },
    handBack: async (id, by) => end(id, by, { state: 'returned' }),
    close: async (id, by, outcome) => end(id, by, { state: 'closed', outcome }),

    async setPresence(by, until) {
      if (until === undefined) presence.delete(by.id);
      else presence.set(by.id, { ...by, until });
    },
    present: async (at) => [...presence.values()].filter(({ until }) => until > at),
    setKillSwitch: async (on) => {
      killed = on;
    },
    killSwitch: async () => killed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
