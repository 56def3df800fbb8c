import type { Directory, Match, Offer, Wish } from './contract.js';
import { byRank, MOST_REFINED, type Ranked, refinedPoints, score } from './score.js';
import type { ServiceIndex } from './serviceIndex.js';
import { createStandings, type Standing, type Standings } from './standings.js';

/** No wish gets more offers than this, whatever its limit says. */
export const MAX_OFFERS = 10;
/** Services named that fitted next best; the others are counted. */
const MAX_NEXT = 10;

type Best = Omit<Ranked, 'because'>;

/**
 * Need, region and level decide; kind, language, hours, audience and nearness only rank. Offers are read from the top of
 * what fits this kind of wish; who was left out is counted by index.
 */
export function createMatch(index: ServiceIndex): Directory['match'] {
  const standingsOf = createStandings(index);
  return (wish) => {
    const standings = standingsOf(wish);
    const gone = alreadyOffered(standings, wish);
    const limit = Math.max(0, Math.min(wish.limit, MAX_OFFERS));
    const best = bestOf(index, standings, wish, { gone, most: limit + MAX_NEXT });
    const offers = best.slice(0, limit).map(({ id }): Offer => {
      return { id, because: score(index.sight(id, wish), wish).because };
    });
    return {
      offers,
      next: best.slice(limit).map(({ id }) => id),
      leftOut: counted(standings, gone.size, offers.length),
      nationalOnly: wish.place !== undefined && standings.regional === [...gone.values()].filter(isRegional).length,
    };
  };
}

const isRegional = (standing: Standing): boolean => standing.isRegional;

/** In danger an emergency service is shown again. */
function alreadyOffered({ byId }: Standings, { except, danger }: Wish): Map<string, Standing> {
  const known = new Map<string, Standing>();
  for (const id of except) {
    const standing = byId.get(id);
    if (standing && !(danger !== 'none' && standing.service.emergency)) known.set(id, standing);
  }
  return known;
}

/** Stops where even open doors in her own street would lift no further service among the best. */
function bestOf(
  index: ServiceIndex,
  { ranked }: Standings,
  wish: Wish,
  { gone, most }: { gone: ReadonlyMap<string, Standing>; most: number },
): Best[] {
  const best: Best[] = [];
  for (const { service, urgency, points } of ranked) {
    const last = best.length < most ? undefined : best.at(-1);
    if (last && (urgency < last.urgency || points + MOST_REFINED < last.points)) break;
    if (gone.has(service.id)) continue;
    const one = { id: service.id, urgency, points: points + refinedPoints(index.sight(service.id, wish)) };
    const place = best.findIndex((other) => byRank(one, other) < 0);
    best.splice(place < 0 ? best.length : place, 0, one);
    if (best.length > most) best.pop();
  }
  return best;
}

function counted({ ranked, leftOut }: Standings, gone: number, offered: number): Match['leftOut'] {
  const counts = { ...leftOut, 'already-offered': gone, 'lower-rank': ranked.length - gone - offered };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
