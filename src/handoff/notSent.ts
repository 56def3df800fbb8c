import { type CodeClass, classOf } from '../delivery/codeClass.js';
import type { Guard } from '../delivery/guard.js';
import { windowEndsAt } from '../delivery/window.js';
import type { Sealer } from '../sealing/contract.js';
import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Change, Store } from '../store/contract.js';
import type { Held } from '../store/conversations.js';
import { type Buried, type DeadLetters, raised, wordsOf } from '../store/deadLetters.js';
import { holdSoon } from '../store/holdSoon.js';
import { type ConversationRef, keysOf, refFromId } from '../store/keys.js';
import { sealedJson } from '../store/sealed.js';
import { isClaimed } from './cases.js';
import type { Coordinator, Done, Refusal } from './contract.js';

/** One message that did not leave, without its words. */
export interface Unsent {
  /** Names it for `again` and `dismiss`. */
  id: string;
  conversation: string;
  why: CodeClass;
  at: number;
  /** False where its words are not kept. */
  sendable: boolean;
}

/** What people may do about messages that could not be sent. */
export interface NotSent {
  /** The latest conversation first. */
  list(): Promise<Unsent[]>;
  /** Puts the message at the end of what goes out to her; refused after 24 hours, after she left, or in another's hands. */
  again(id: string, by: Coordinator): Promise<Done>;
  /** Nothing more is to be done about it. */
  dismiss(id: string): Promise<Done>;
}

export interface NotSentDeps extends BetweenTurnsDeps {
  store: Store;
  sealer: Sealer;
  deadLetters: DeadLetters;
  /** Sends what waits; returns at once. */
  send: (ref: ConversationRef) => void;
  /** Whether what she did not just ask for may leave. */
  guard: Guard;
  now: () => number;
}

type Act = (held: Held, letter: Buried) => Change[] | Refusal;

/** Each act is one guarded step of the conversation's: the same letter is never sent again twice. */
export function createNotSent(deps: NotSentDeps): NotSent {
  const { conversations, deadLetters, store, sealer, now } = deps;

  async function decide(held: Held, id: string, act: Act): Promise<Refusal | undefined> {
    const letter = (await deadLetters.of(held.ref)).find(({ row }) => row === id);
    const changes = letter && held.conversation ? act(held, letter) : 'gone';
    if (typeof changes === 'string') return changes;
    const ours = { if: 'held', key: keysOf(held.ref).turnLease, lease: held.lease } as const;
    const [step] = await store.transact(held.ref.tag, [{ conditions: [ours], changes }]);
    return step?.done ? undefined : 'gone';
  }

  async function change(id: string, act: Act): Promise<Done> {
    const ref = refFromId(id.split('.')[0] ?? '');
    if (!ref) return { ok: false, refusal: 'gone' };
    const held = await holdSoon(conversations, ref);
    const refusal = await decide(held, id, act).finally(() => commitBetweenTurns(deps, held, {}));
    await deadLetters.show(ref);
    return refusal ? { ok: false, refusal } : { ok: true };
  }

  /** The row as it was, its id too: a late status of the first try still settles it. */
  function queuedAgain({ ref, salt }: Held, letter: Buried): Change[] | Refusal {
    const row = wordsOf({ ref, salt, sealer }, letter);
    if (!row) return 'gone';
    const { outbox, due } = keysOf(ref);
    return [
      ...raised(ref, letter.row, now()),
      { do: 'append', key: outbox, value: sealedJson(sealer, salt, outbox, row) },
      { do: 'schedule', key: due, member: `send:${ref.id}`, at: now(), keep: true },
    ];
  }

  return {
    list: async () =>
      (await deadLetters.list()).map(({ row, conversation, code, at, kept }) => ({
        id: row,
        conversation,
        why: classOf(code),
        at,
        sendable: kept,
      })),

    async again(id, by) {
      const done = await change(
        id,
        (held, letter) => refusalOf(held, by, now(), deps.guard) ?? queuedAgain(held, letter),
      );
      const ref = done.ok && refFromId(id.split('.')[0] ?? '');
      if (ref) deps.send(ref);
      return done;
    },

    dismiss: (id) => change(id, ({ ref }, letter) => raised(ref, letter.row, now())),
  };
}

/** The same that keeps a coordinator's own words from leaving. */
function refusalOf({ conversation, case: kase }: Held, by: Coordinator, at: number, guard: Guard): Refusal | undefined {
  if (!conversation) return 'gone';
  if (isClaimed(kase) && kase.coordinator?.id !== by.id) return 'taken';
  if (conversation.session.closed || conversation.revoked) return 'stopped';
  const ends = windowEndsAt(conversation);
  if (ends !== undefined && at > ends) return 'window-closed';
  return guard(conversation, isClaimed(kase) ? kase.claimedAt : undefined, at).now ? undefined : 'not-now';
}
