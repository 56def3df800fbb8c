import type { Activity } from 'botbuilder';
import type { Channel } from '../channels/contract.js';
import type { Guard } from '../delivery/guard.js';
import { speak } from '../delivery/speak.js';
import { windowEndsAt } from '../delivery/window.js';
import { type BetweenTurnsDeps, commitBetweenTurns } from '../store/betweenTurns.js';
import type { Commit, Conversation, Held, Row, Spoken } from '../store/conversations.js';
import { holdSoon } from '../store/holdSoon.js';
import { type ConversationRef, refFromId } from '../store/keys.js';
import { claimed, closed, isClaimed, isOpen, returned } from './cases.js';
import type { Case, Coordinator, Desk, Done, Line, Outcome, Refusal } from './contract.js';
import type { DutyRoster } from './duty.js';
import type { Queue } from './queue.js';
import { caseRecord } from './record.js';
import { MAX_HELD_BACK } from './release.js';
import { consentsOf, lineOf, viewOf, type Wording } from './view.js';

/** A reply is one bubble on every channel. */
const MAX_REPLY = 4_096;
/** The latest lines that a coordinator sees. */
const TRANSCRIPT_LINES = 500;

export interface DeskDeps extends Required<BetweenTurnsDeps> {
  /** Runs the turns of messages that wait, to their end. */
  readFirst: (ref: ConversationRef) => Promise<void>;
  queue: Queue;
  duty: DutyRoster;
  channel: (name: string) => Channel | undefined;
  /** Bot Framework's status of a hand-off, as an event activity. */
  statusEvent: (state: 'accepted' | 'completed' | 'failed', conversationId: string) => Partial<Activity>;
  /** A text of ours in her language. */
  words: (conversation: Conversation, key: string, values: Record<string, string>) => Partial<Activity>;
  /** Whether what she did not just ask for may leave. */
  guard: Guard;
  /** The words of a consent, as she read them. */
  wording: Wording;
  onChange: (listener: (conversationId: string) => void) => () => void;
  now: () => number;
  newId: () => string;
}

/** A case as a commit needs it: the conversation is there and the case open. */
type Ready = Held & { conversation: Conversation; case: Case };
type Decided = Commit | { refuse: Refusal };
type Change = (held: Ready) => Decided | Promise<Decided>;

const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;

/** What coordinators do, each act one guarded change of the conversation, in order with her messages. */
export function createDesk(deps: DeskDeps): Desk {
  const { conversations, queue, duty } = deps;

  const holdNow = (ref: ConversationRef) => holdSoon(conversations, ref);

  /** What waits has its turn first: her own word may be among it, and then nothing more may be sent. */
  async function holdRead(ref: ConversationRef): Promise<Held> {
    const held = await holdNow(ref);
    if (held.waiting.length === 0) return held;
    await conversations.release(held);
    await deps.readFirst(ref);
    return holdNow(ref);
  }

  /** Where a look fails the conversation is given back, and what came meanwhile gets its turn. */
  async function decidedOn(held: Held, decideChange: Change): Promise<Decided> {
    const { conversation, case: kase } = held;
    if (!conversation || !isOpen(kase)) return { refuse: 'gone' };
    try {
      return await decideChange({ ...held, conversation, case: kase });
    } catch (error) {
      // Where this fails too it gives back by itself later; the first failure is the one to tell.
      await conversations.release(held).catch(() => {});
      deps.resume(held.ref);
      throw error;
    }
  }

  async function change(id: string, decideChange: Change, hold = holdNow): Promise<Done<{ commit: Commit }>> {
    const ref = refFromId(id);
    if (!ref) return refused('gone');
    const held = await hold(ref);
    const decided = await decidedOn(held, decideChange);
    const refusal = 'refuse' in decided ? decided.refuse : undefined;
    const commit = 'refuse' in decided ? {} : decided;
    const written = await commitBetweenTurns(deps, held, commit);
    return refusal || !written ? refused(refusal ?? 'gone') : { ok: true, commit };
  }

  /** What was written stays inside. */
  async function act(id: string, decideChange: Change): Promise<Done> {
    const done = await change(id, decideChange);
    return done.ok ? { ok: true } : done;
  }

  const said = (held: Ready, from: 'coordinator' | 'system', activities: Partial<Activity>[]) =>
    speak(activities, {
      ref: held.ref,
      channel: deps.channel(held.conversation.channel),
      from,
      at: deps.now(),
      newId: deps.newId,
    });

  const status = (held: Ready, state: 'accepted' | 'completed') =>
    said(held, 'system', [deps.statusEvent(state, held.ref.id)]);

  const record = (type: Parameters<typeof caseRecord>[0], kase: Case, { conversation }: Ready) => ({
    case: kase,
    records: [caseRecord(type, kase, conversation, deps.now())],
  });

  function end(id: string, by: Coordinator, type: 'caseReturned' | 'caseClosed', finish: (kase: Case) => Case) {
    return act(id, (held) => {
      if (!isClaimed(held.case) || held.case.coordinator?.id !== by.id) return { refuse: 'not-yours' };
      return { ...record(type, finish(held.case), held), ...status(held, 'completed') };
    });
  }

  /** What she said under this id already: its answer got lost, and she says it again. */
  async function saidAs(replyId: string | undefined, { ref, conversation }: Ready): Promise<Line | undefined> {
    if (replyId === undefined) return undefined;
    const lines = (await conversations.transcript(ref)) ?? [];
    const said = lines.findLast(({ from, activity }) => from === 'coordinator' && activity.id === replyId);
    return said && lineOf(said, conversation);
  }

  function reply(held: Ready, by: Coordinator, text: string, id?: string): Decided {
    if (!isClaimed(held.case) || held.case.coordinator?.id !== by.id) return { refuse: 'not-yours' };
    if (held.conversation.session.closed || held.conversation.revoked) return { refuse: 'stopped' };
    const ends = windowEndsAt(held.conversation);
    if (ends !== undefined && deps.now() > ends) return { refuse: 'window-closed' };
    // Nothing is sent first: she learns who is there with the first words meant for her.
    const first = held.case.introducedAt === undefined;
    const joined = first ? [deps.words(held.conversation, 'common:coordinator.joined', { name: by.name })] : [];
    const words = {
      type: 'message',
      text,
      from: { id: 'coordinator', name: by.name },
      ...(id !== undefined && { id }),
    };
    const introduction = said(held, 'system', joined);
    const answer = said(held, 'coordinator', [words]);
    const kase = { ...held.case, unread: 0, introducedAt: held.case.introducedAt ?? deps.now() };
    const spoken = [...introduction.spoken, ...answer.spoken];
    const leaves = leave(held, spoken, [...introduction.rows, ...answer.rows]);
    return 'refuse' in leaves ? leaves : { ...record('caseReplied', kase, held), spoken, ...leaves };
  }

  /** Sent at once, or held back until she may be written to: then nothing of it is in the outbox. */
  function leave(
    held: Ready,
    spoken: Spoken[],
    rows: Row[],
  ): Pick<Commit, 'rows' | 'conversation' | 'due'> | { refuse: Refusal } {
    const { conversation, ref } = held;
    const permission = deps.guard(conversation, held.case.claimedAt, deps.now());
    const before = conversation.heldBack ?? [];
    // What waits already goes first.
    if (permission.now && before.length === 0) return { rows };
    const heldBack = [...before, ...spoken.map(({ activity }) => activity)];
    if (heldBack.length > MAX_HELD_BACK) return { refuse: 'not-now' };
    const until = permission.now ? deps.now() : permission.until;
    const due = until === undefined ? [] : [{ member: `hold:${ref.id}`, at: until }];
    return { conversation: { ...conversation, heldBack }, due };
  }

  return {
    queue: () => queue.list(),

    async view(id, _by) {
      const ref = refFromId(id);
      const known = ref && (await conversations.read(ref));
      if (!ref || !known?.case) return refused('gone');
      const lines = (await conversations.transcript(ref)) ?? [];
      const view = viewOf(known.case, known.conversation, lines.slice(-TRANSCRIPT_LINES));
      const mayWrite = deps.guard(known.conversation, known.case.claimedAt, deps.now());
      return { ok: true, view: { ...view, mayWrite, consents: await consentsOf(known.conversation, deps.wording) } };
    },

    claim: (id, by) =>
      act(id, (held): Decided => {
        if (isClaimed(held.case)) return held.case.coordinator?.id === by.id ? {} : { refuse: 'taken' };
        const kase = { ...claimed(held.case, by, deps.now()), unread: 0 };
        return { ...record('caseClaimed', kase, held), ...status(held, 'accepted') };
      }),

    async reply(id, by, text, replyId) {
      if (text.length > MAX_REPLY) return refused('too-long');
      let before: Line | undefined;
      const once: Change = async (held) => {
        before = await saidAs(replyId, held);
        return before ? {} : reply(held, by, text, replyId);
      };
      const done = await change(id, once, holdRead);
      if (!done.ok) return done;
      if (before) return { ok: true, line: before };
      const { spoken, conversation } = done.commit;
      const last = spoken?.at(-1);
      return last ? { ok: true, line: lineOf({ ...last, number: 0 }, conversation) as Line } : refused('gone');
    },

    handBack: (id, by) => end(id, by, 'caseReturned', (kase) => returned(kase, deps.now())),
    close: (id, by, outcome: Outcome) => end(id, by, 'caseClosed', (kase) => closed(kase, outcome, deps.now())),
    setPresence: (by, until) => duty.setPresence(by, until),
    present: (at) => duty.present(at),
    setKillSwitch: (on) => duty.setKilled(on),
    killSwitch: () => duty.killed(),
    onChange: deps.onChange,
  };
}
