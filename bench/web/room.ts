import { randomBytes } from 'node:crypto';
import { createTokenIssuer, type DirectLineDeps, type TranscriptEntry } from '../../src/channels/webchat/index.js';

/** The same first question for everybody. */
export const QUESTION = '¿Puedes escribir ahora con calma?';
const CHOICES = ['Sí, puedo', 'Ahora no'];

type Activity = TranscriptEntry['activity'];

const question: Activity = {
  type: 'message',
  from: { id: 'bot', name: '', role: 'bot' },
  text: QUESTION,
  locale: 'es',
  suggestedActions: {
    to: [],
    actions: CHOICES.map((title) => ({ type: 'messageBack', title, text: title, displayText: title, value: title })),
  },
};

/** Conversations in memory; whatever is said is answered at once by the question. */
export function roomDeps(): DirectLineDeps {
  const lists = new Map<string, TranscriptEntry[]>();
  const listeners = new Map<string, () => void>();
  const add = (id: string, activity: Activity) => {
    const list = lists.get(id) ?? [];
    lists.set(id, [...list, { number: list.length + 1, at: Date.now(), activity }]);
    listeners.get(id)?.();
  };
  return {
    accept: async (_channel, { identity, activity }) => {
      add(identity, activity);
      add(identity, question);
      return 'accepted';
    },
    transcript: async (id, after) => {
      const entries = lists.get(id);
      return entries && { entries: entries.filter(({ number }) => number > after), isOpen: true };
    },
    watch: (id, listener) => {
      listeners.set(id, listener);
      return () => listeners.delete(id);
    },
    close: async () => {},
    mayBegin: () => true,
    isOpen: async () => true,
    tokens: createTokenIssuer(randomBytes(32), Date.now),
    useTicket: async () => true,
    keep: { make: async () => undefined, isKnown: async () => false, may: () => true },
    now: Date.now,
    random: randomBytes,
    secure: false,
  };
}
