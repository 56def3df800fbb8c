import type { Offer, Reason, Wish } from '../../src/directory/contract.js';
import { MAX_OFFERS } from '../../src/directory/match.js';
import { needsOf, type Service } from '../../src/directory/schema.js';
import { byRank, type Ranked, score } from '../../src/directory/score.js';
import type { ServiceIndex } from '../../src/directory/serviceIndex.js';
import { needsInView, urgency } from '../../src/directory/urgency.js';

/** A wish held against every record of the directory. */
export interface Scanned {
  offers: Offer[];
  leftOut: Offer[];
  nationalOnly: boolean;
}

/**
 * Need, region and level decide; kind, language, hours, audience and nearness only rank. Every record of the
 * directory comes back once: offered, or left out with the reason ("lower-rank": it fitted, others fitted better).
 * What `createMatch` is held against: it reads them all, which that does not.
 */
export function createScan(index: ServiceIndex): (wish: Wish) => Scanned {
  return (wish) => {
    const needs = needsInView(wish.need, wish.danger);
    const found = index.candidates(needs, wish.place);
    const refused = new Map(found.map(({ id }) => [id, refusal(index, id, wish)]));
    const ranked = found.filter(({ id }) => !refused.get(id)).map(({ id }) => rank(index, id, wish));
    ranked.sort(byRank);
    const limit = Math.max(0, Math.min(wish.limit, MAX_OFFERS));
    const offers = ranked.slice(0, limit).map(toOffer);
    const leftOut: Offer[] = ranked
      .slice(limit)
      .map(({ id, because }) => ({ id, because: ['lower-rank', ...because] }));
    for (const id of index.ids) {
      if (!refused.has(id)) leftOut.push({ id, because: [whyNot(index.get(id), needs)] });
      else leftOut.push(...refusedOffer(id, refused.get(id)));
    }
    return { offers, leftOut, nationalOnly: isNationalOnly(ranked, wish) };
  };
}

function rank(index: ServiceIndex, id: string, wish: Wish): Ranked {
  const sight = index.sight(id, wish);
  return { ...score(sight, wish), urgency: urgency(sight.service, wish.danger) };
}

function refusal(index: ServiceIndex, id: string, wish: Wish): Reason | undefined {
  const service = index.get(id);
  const inDanger = wish.danger !== 'none';
  if (service?.emergency_only && !inDanger) return 'emergency-only';
  if (wish.except.includes(id) && !(inDanger && service?.emergency)) return 'already-offered';
  return undefined;
}

function refusedOffer(id: string, reason: Reason | undefined): Offer[] {
  return reason ? [{ id, because: [reason] }] : [];
}

function toOffer({ id, because }: Ranked): Offer {
  return { id, because };
}

function isNationalOnly(ranked: Ranked[], { place }: Wish): boolean {
  const regional = (reason: Reason) => reason === 'region' || reason === 'other-region';
  return place !== undefined && !ranked.some(({ because }) => because.some(regional));
}

function whyNot(service: Service | undefined, needs: readonly string[]): Reason {
  if (service?.status !== 'active') return 'inactive';
  return needsOf(service).some((need) => needs.includes(need)) ? 'other-region' : 'other-need';
}
