import type { Effect } from '../../dialogs/effect.js';
import type { Session } from '../../dialogs/session.js';
import type { Waiting } from '../store/conversations.js';
import type { Decision } from './decide.js';

interface Turned {
  waiting: Waiting;
  decision?: Decision;
  /** Why the bot said nothing of its own. */
  without?: string;
  session: Session;
  command: string | null;
}

/** One turn for the counts: where, what about, what was offered and why not; tags and ids only, under a random path name. */
export function recordsOf(turned: Turned[], at: number): object[] {
  return turned.map(({ waiting, decision, without, session, command }) => ({
    at,
    path: session.path,
    channel: waiting.channel,
    language: session.language ?? null,
    region: session.slots.place?.value.region ?? null,
    needs: session.needs,
    command,
    events: decision ? [...flowRecords(decision.effects), ...lookupRecords(decision)] : [{ type: without }],
  }));
}

function flowRecords(effects: Effect[]): object[] {
  return effects.flatMap((effect) => (effect.type === 'record' ? [effect.record] : []));
}

function lookupRecords({ lookups }: Decision): object[] {
  return lookups.flatMap((lookup): object[] => {
    if ('brought' in lookup) return [];
    if (!('match' in lookup))
      return [{ type: 'handoffOpened', reason: lookup.effect.reason, urgency: lookup.effect.urgency }];
    const { match, effect } = lookup;
    const { offers, next, leftOut } = match;
    const offered = { type: 'servicesOffered', need: effect.need, offers, next, leftOut };
    const region = effect.place?.region ?? null;
    const gap = match.offers.length === 0 || match.nationalOnly;
    return gap ? [offered, { type: 'gap', need: effect.need, region, nationalOnly: match.nationalOnly }] : [offered];
  });
}
