import type { Need } from '../../dialogs/terms.js';
import { createRecent } from '../recent.js';
import { hasChildren } from './audienceFit.js';
import type { Wish } from './contract.js';
import type { Service } from './schema.js';
import { byRank, type Shape, standingPoints } from './score.js';
import type { ServiceIndex } from './serviceIndex.js';
import { needsInView, urgency } from './urgency.js';

/** A service among those that fit wishes of one kind. */
export interface Standing {
  id: string;
  service: Service;
  urgency: number;
  /** Before hours and nearness. */
  points: number;
  /** It works in her region, or in one that is shown there too. */
  isRegional: boolean;
}

/** Which services fit wishes of one kind, best first, and how many do not. */
export interface Standings {
  ranked: readonly Standing[];
  byId: ReadonlyMap<string, Standing>;
  regional: number;
  leftOut: { inactive: number; 'other-need': number; 'other-region': number; 'emergency-only': number };
}

/** Kinds of wishes remembered; the closed lists of needs, languages and regions make some hundreds. */
const MAX_KINDS = 500;

/** Ranks the services once for each kind of wish, so that a match reads only the best of them. */
export function createStandings(index: ServiceIndex): (wish: Wish) => Standings {
  const recent = createRecent<string, Standings>(MAX_KINDS);
  return (wish) => recent(nameOf(index, wish), () => rankAll(index, wish));
}

/** All that a standing depends on. */
function nameOf(index: ServiceIndex, wish: Wish): string {
  const { need, kind, danger, language, place } = wish;
  return JSON.stringify([need, kind, danger, language, hasChildren(wish), index.areaName(place)]);
}

function rankAll(index: ServiceIndex, wish: Wish): Standings {
  const needs = needsInView(wish.need, wish.danger);
  const candidates = index.candidates(needs, wish.place);
  const fitting = candidates.filter(({ emergency_only }) => !emergency_only || wish.danger !== 'none');
  const ranked = fitting.map((service) => standing(index, service, wish)).sort(byRank);
  return {
    ranked,
    byId: new Map(ranked.map((one) => [one.id, one])),
    regional: ranked.filter(({ isRegional }) => isRegional).length,
    leftOut: { ...farOff(index, needs, candidates.length), 'emergency-only': candidates.length - fitting.length },
  };
}

function farOff(index: ServiceIndex, needs: readonly Need[], candidates: number) {
  const ofNeed = index.countOf(needs);
  return {
    inactive: index.ids.length - index.active,
    'other-need': index.active - ofNeed,
    'other-region': ofNeed - candidates,
  };
}

function standing(index: ServiceIndex, service: Service, wish: Shape & Pick<Wish, 'place'>): Standing {
  const regionFit = index.regionFit(service, wish.place);
  return {
    id: service.id,
    service,
    urgency: urgency(service, wish.danger),
    points: standingPoints({ service, regionFit }, wish),
    isRegional: regionFit === 'own' || regionFit === 'shown-too',
  };
}
