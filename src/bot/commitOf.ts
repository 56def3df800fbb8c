import type { Activity } from 'botbuilder';
import { newSession } from '../../dialogs/session.js';
import type { Channel } from '../channels/contract.js';
import { speak } from '../delivery/speak.js';
import type { Commit, Held } from '../store/conversations.js';
import { dueAfter } from './dueAfter.js';
import { heldBackAfter } from './heldBack.js';
import { lasting } from './lasting.js';
import { recordsOf } from './records.js';
import { isErased, ownLines, type Turned } from './turned.js';

/** One round of turns: who was held, what was decided, and what is said. */
export interface Round {
  held: Held;
  turned: Turned[];
  said: Partial<Activity>[];
  /** What the batch changes beside its turns, and its last number. */
  besides?: Commit;
}

interface Deps {
  channel: (name: string) => Channel | undefined;
  now: () => number;
  newId: () => string;
}

/** All that a round writes: everything together, or nothing. */
export function commitOf(deps: Deps, { held, turned, said, besides = {} }: Round): Commit {
  const last = turned.at(-1);
  if (!last) return { ...besides, consumed: besides.consumed ?? held.broken };
  const at = deps.now();
  const { channel } = last.waiting;
  const erased = isErased(last);
  const silenced = turned.some(({ decision }) => decision?.effects.some(({ type }) => type === 'silence'));
  const voice = { ref: held.ref, channel: deps.channel(channel), from: 'bot' as const, at, newId: deps.newId };
  const { spoken, rows } = speak(said, voice);
  const leaves = silenced || erased || last.session.closed === 'face';
  const back = heldBackAfter(held.conversation?.heldBack, turned, leaves, voice);
  // In danger the numbers are the first that she reads.
  const isAlarm = turned.some(({ meaning }) => meaning.danger !== 'none');
  const { due, undue = [] } = dueAfter({ ref: held.ref, at, erased, case: last.case });
  return {
    ...besides,
    conversation: {
      ...lasting(held.conversation, turned),
      session: erased ? newSession(deps.newId()) : last.session,
      channel,
      address: last.waiting.address,
      lastInboundAt: last.waiting.at,
      ...(back.kept && { heldBack: back.kept }),
    },
    ...(!erased && last.case && { case: last.case }),
    spoken: erased ? spoken : [...ownLines(turned), ...inOrder(isAlarm, back.spoken, spoken)],
    rows: inOrder(isAlarm, back.rows, rows),
    records: recordsOf(turned, at),
    consumed: besides.consumed ?? last.waiting.number,
    dropQueued: silenced,
    forget: erased || besides.forget,
    due,
    undue: [...undue, ...back.undue],
  };
}

const inOrder = <T>(isAlarm: boolean, heldBack: T[], said: T[]): T[] =>
  isAlarm ? [...said, ...heldBack] : [...heldBack, ...said];
