import { advance, type FlowSet } from '../../dialogs/advance.js';
import type { Effect, FindEffect, HandoffEffect, RecallEffect } from '../../dialogs/effect.js';
import type { Input, PresenceInput } from '../../dialogs/input.js';
import type { Session } from '../../dialogs/session.js';
import type { Directory, Match } from '../directory/contract.js';
import { RumboError } from '../errors.js';
import { isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import type { QueuePlace } from '../handoff/queue.js';
import { FALLBACK } from '../locale/locale.js';
import type { ConversationRef } from '../store/keys.js';
import type { Bring, Brought } from './earlier.js';

type Asked = FindEffect | HandoffEffect | RecallEffect;

const isAsked = (effect: Effect): effect is Asked =>
  effect.type === 'find' || effect.type === 'handoff' || effect.type === 'recall';

/** A turn asks the directory or for a person at most so often; flows need two. */
const MAX_LOOKUPS = 6;

/** Lines named when nobody is here; more would bury the first. */
const MAX_LINES = 3;

/** A look-up that was made, with its answer, for the records. */
export type Lookup =
  | { effect: FindEffect; match: Match }
  | { effect: HandoffEffect; lines: string[] }
  | { effect: RecallEffect; brought: Brought };

export interface Decision {
  session: Session;
  effects: Effect[];
  lookups: Lookup[];
}

export interface DecideDeps {
  flows: FlowSet;
  directory: Directory;
  /** The name of a coordinator who is here now. */
  coordinatorHere: (at: number) => Promise<string | undefined>;
  /** Requests that wait before this one. */
  ahead: (own: QueuePlace) => Promise<number>;
  bring: Bring;
}

/** Whose turn it is, and the request for a person that is open already. */
export interface Asker {
  ref: ConversationRef;
  case?: Case;
}

/** Advances a session by one input and answers the look-ups that come up on the way. */
export async function decide(deps: DecideDeps, session: Session, input: Input, asker: Asker): Promise<Decision> {
  let step = advance(deps.flows, session, input);
  const { around } = input;
  const effects = [...step.effects];
  const lookups: Lookup[] = [];
  for (let round = 0; round < MAX_LOOKUPS; round += 1) {
    const asked = step.effects.find(isAsked);
    if (!asked) return { session: step.session, effects, lookups };
    const [answer, lookup] = await lookUp(deps, step.session, asked, input.at, asker);
    if (lookup) lookups.push(lookup);
    step = advance(deps.flows, step.session, { ...answer, around });
    effects.push(...step.effects);
  }
  throw new RumboError('turn_loop', `More than ${MAX_LOOKUPS} look-ups in one turn.`);
}

async function lookUp(
  deps: DecideDeps,
  session: Session,
  effect: Asked,
  at: number,
  asker: Asker,
): Promise<[Input, Lookup?]> {
  if (effect.type === 'recall') {
    const brought = await deps.bring(effect.earlier, asker.ref);
    return [{ type: 'recalled', at, session: brought?.moved.session }, brought && { effect, brought }];
  }
  const language = session.language ?? FALLBACK;
  if (effect.type === 'find') {
    const match = deps.directory.match({ ...effect, language, at });
    const services = match.offers.map(({ id }) => id);
    return [
      { type: 'found', at, services, nationalOnly: match.nationalOnly },
      { effect, match },
    ];
  }
  const coordinator = await deps.coordinatorHere(at);
  const wish = {
    need: session.slots.need?.value,
    danger: session.danger,
    place: session.slots.place?.value,
    language,
    at,
  };
  const lines = coordinator ? [] : deps.directory.openLines(wish).slice(0, MAX_LINES);
  const back = coordinator ? undefined : deps.directory.teamBack(at);
  return [
    { type: 'presence', at, coordinator, lines, back, ...(await placeInQueue(deps, effect, at, asker)) },
    { effect, lines },
  ];
}

/** In danger nobody counts: she comes first, and the numbers must not wait for the queue to be read. */
async function placeInQueue(
  deps: DecideDeps,
  { urgency }: HandoffEffect,
  at: number,
  { ref, case: kase }: Asker,
): Promise<Pick<PresenceInput, 'ahead' | 'askedAt'>> {
  if (urgency === 'high') return {};
  const open = isOpen(kase) ? kase : undefined;
  const ahead = await deps.ahead({ id: ref.id, urgency: open?.urgency ?? urgency, openedAt: open?.openedAt ?? at });
  return { ahead, ...(open && { askedAt: open.openedAt }) };
}
