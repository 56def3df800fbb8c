import { isStoreAway, RumboError } from '../errors.js';
import { countDue, type Meter } from '../meter.js';
import type { DueMember, Store } from '../store/contract.js';
import type { Commit, Held } from '../store/conversation.js';
import { type ConversationRef, keysOf } from '../store/keys.js';
import { ALERT_WAYS, type Alerts, type AlertWay } from './alerts.js';
import { isOpen } from './cases.js';
import type { Case } from './contract.js';

/** Another process alerts after this, where the one that wrote the case has not. Longer than one try takes. */
const ALERT_SOON_MS = 30_000;
/** After a try that failed the next comes after as long as she has been waiting since she last wrote, within these. */
const MIN_WAIT_MS = 30_000;
const MAX_WAIT_MS = 5 * 60_000;

export interface AlertingDeps {
  store: Store;
  alerts: Alerts;
  caseOf: (id: string) => Promise<Case | undefined>;
  meter: Meter;
  now: () => number;
  onError: (error: unknown) => void;
}

type Ring = (ref: ConversationRef, at: number, known?: Case) => Promise<void>;

/**
 * Alerts people on duty: a row of the due-queue for each way, written with the case itself, so that no alert is lost
 * with a process, a mail server or an answer. It ends when it arrived, or when nobody is needed any more.
 */
export function createAlerting(deps: AlertingDeps) {
  const { store, alerts, caseOf, meter, now, onError } = deps;

  /** @returns false where the row was taken up by somebody else, or the case written anew */
  async function move(ref: ConversationRef, { member, at }: DueMember, to: number | undefined): Promise<boolean> {
    const key = keysOf(ref).due;
    const change =
      to === undefined
        ? ({ do: 'unschedule', key, member } as const)
        : ({ do: 'schedule', key, member, at: to } as const);
    const [moved] = await store.transact(ref.tag, [
      { conditions: [{ if: 'due', key, member, at }], changes: [change] },
    ]);
    return moved?.done === true;
  }

  /** @param known the case, where it was just written: then a store that went away stops no alert */
  const ringBy =
    (way: AlertWay): Ring =>
    async (ref, at, known) => {
      const row = { member: memberOf(way, ref), at };
      const kase = known ?? (await caseOf(ref.id));
      if (kase?.state !== 'waiting') return void (await move(ref, row, undefined));
      const later = { ...row, at: now() + waitAfter(kase, now()) };
      const isOurs = await move(ref, row, later.at).catch(unlessKnown(known));
      const alert = alerts[way];
      // A process without this way leaves the row to those that have it.
      if (!isOurs || !alert) return;
      await alert(kase).catch(failed);
      await move(ref, later, undefined);
    };

  const counted = countDue({ webhook: ringBy('webhook'), mail: ringBy('mail') }, meter);
  /** A slow mail server must not keep the sweep from everybody else. */
  const begin =
    (way: AlertWay): Ring =>
    async (...row) =>
      void counted[way]?.(...row).catch(onError);
  const rings = { webhook: begin('webhook'), mail: begin('mail') };
  const rowsOf = (held: Held, commit: Commit) =>
    needsPerson(held, commit) ? waysSetUp(alerts).map((way) => ({ way, ...dueBy(way, held.ref, commit.case) })) : [];

  return {
    /** What to do with a row that is due, at its time. Returns at once. */
    rings,
    /** The rows that a commit writes along. */
    due: (held: Held, commit: Commit): DueMember[] => rowsOf(held, commit).map(({ member, at }) => ({ member, at })),
    /** Right after the commit; returns at once. */
    now: (held: Held, commit: Commit) =>
      rowsOf(held, commit).forEach(({ way, at }) => void rings[way](held.ref, at, commit.case)),
  };
}

const waysSetUp = (alerts: Alerts) => ALERT_WAYS.filter((way) => alerts[way]);

const unlessKnown =
  (known: Case | undefined) =>
  (error: unknown): boolean => {
    if (known && isStoreAway(error)) return true;
    throw error;
  };

function failed(cause: unknown): never {
  throw new RumboError('alert_failed', 'An alert did not reach the people on duty.', { cause });
}

const memberOf = (way: AlertWay, { id }: ConversationRef) => `${way}:${id}`;

/** When she last gave cause. */
const causedAt = (kase: Case): number => Math.max(kase.openedAt, kase.lastInboundAt);

const dueBy = (way: AlertWay, ref: ConversationRef, kase: Case): DueMember => ({
  member: memberOf(way, ref),
  at: causedAt(kase) + ALERT_SOON_MS,
});

const waitAfter = (kase: Case, at: number): number => Math.min(Math.max(at - causedAt(kase), MIN_WAIT_MS), MAX_WAIT_MS);

/** A case was opened, was left by its coordinator, or became urgent while it waits. */
function needsPerson(held: Held, commit: Commit): commit is Commit & { case: Case } {
  // What is erased was somebody else's.
  const before = commit.forget ? undefined : held.case;
  if (commit.case?.state !== 'waiting') return false;
  if (before?.state === 'claimed') return true;
  return !isOpen(before) || (before.urgency !== 'high' && commit.case.urgency === 'high');
}
