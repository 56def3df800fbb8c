import type { Language, Level } from '../../dialogs/terms.js';
import { audienceFit, hasChildren } from './audienceFit.js';
import type { Reason, Wish } from './contract.js';
import type { Nearness } from './gazetteer.js';
import type { OpenState } from './hours.js';
import { levelOf } from './level.js';
import type { RegionFit } from './regionFit.js';
import { kindsFor, needsOf, type Service } from './schema.js';

/** Points of each criterion; directory/README.md explains them to staff. The first three decide, the others refine. */
const POINTS = {
  kind: { asked: 60, any: 30, other: -20, none: 0, perKind: 6 },
  region: { own: 45, 'shown-too': 12, anywhere: 10, national: 0, no: 0 },
  level: { same: 20, next: 10, far: 0 },
  mainNeed: 15,
  near: { city: 18, province: 6, unknown: 0, elsewhere: -12 },
  notHerTown: -40,
  audience: { fits: 5, open: 4, narrow: -110 },
  language: { hers: 12, easier: 4, unknown: 0, other: -2 },
  hours: { open: 8, unknown: 0, closed: -4 },
  contact: { direct: 6, onlyWeb: -10 },
  access: { referral: -30, information: -25, reading: -15, appointment: 0, 'walk-in': 0 },
  confidence: 3,
  status: 3,
  children: 4,
} as const;

/** Languages that are easier for her than others, where hers is not spoken. */
const EASIER: Readonly<Record<Language, readonly Language[]>> = {
  es: ['pt', 'fr'],
  pt: ['es', 'fr'],
  fr: ['en'],
  nl: ['en'],
  en: [],
};

/** What is known of a service for one wish. */
export interface Sight {
  service: Service;
  regionFit: RegionFit;
  nearness: Nearness;
  open: OpenState['open'];
}

export interface Scored {
  id: string;
  points: number;
  because: Reason[];
}

/** A scored service with what comes before all points. */
export type Ranked = Scored & { urgency: number };

/** Best first; equal ones by id, so that the order is the same every time. */
export function byRank(one: Omit<Ranked, 'because'>, other: Omit<Ranked, 'because'>): number {
  return other.urgency - one.urgency || other.points - one.points || (one.id < other.id ? -1 : 1);
}

/** Hours and nearness, which change from wish to wish, bring a service at most so much. */
export const MOST_REFINED = POINTS.near.city + POINTS.hours.open;

/** What wishes of one kind have in common. */
export type Shape = Omit<Wish, 'place' | 'except' | 'at' | 'limit'>;

type Part = [points: number, ...reasons: Reason[]];

/** Weighs one service for one wish: points, and the reasons that hold for it. */
export function score(sight: Sight, wish: Wish): Scored {
  const parts = [kindPart(sight, wish), regionPart(sight), levelPart(sight, wish), nearPart(sight)];
  parts.push(audiencePart(sight, wish), languagePart(sight, wish), hoursPart(sight), [contactPoints(sight.service)]);
  const because = parts.flatMap(([, ...reasons]) => reasons);
  return { id: sight.service.id, points: parts.reduce((sum, [points]) => sum + points, 0), because };
}

/** What a service is worth to wishes of one kind, before hours and nearness. */
export function standingPoints(sight: Pick<Sight, 'service' | 'regionFit'>, wish: Shape): number {
  const parts = [kindPart(sight, wish), regionPart(sight), levelPart(sight, wish)];
  parts.push(audiencePart(sight, wish), languagePart(sight, wish));
  return parts.reduce((sum, [points]) => sum + points, contactPoints(sight.service));
}

/** What hours and nearness add. */
export const refinedPoints = (sight: Sight): number => nearPart(sight)[0] + hoursPart(sight)[0];

function kindPart({ service }: Pick<Sight, 'service'>, { need, kind }: Shape): Part {
  const kinds = kindsFor(service, need);
  if (!kinds) return [POINTS.kind.none];
  const main = needsOf(service)[0] === need ? POINTS.mainNeed : 0;
  if (kinds.length === 0) return [POINTS.kind.any + main, 'need'];
  if (kind === undefined) return [Math.min(POINTS.kind.any, kinds.length * POINTS.kind.perKind) + main, 'need'];
  return kinds.includes(kind)
    ? [POINTS.kind.asked + main, 'need', 'kind']
    : [POINTS.kind.other + main, 'need', 'other-kind'];
}

const REGION_REASONS: Readonly<Record<RegionFit, readonly Reason[]>> = {
  own: ['region'],
  'shown-too': ['other-region'],
  national: ['national'],
  anywhere: [],
  no: ['other-region'],
};

function regionPart({ regionFit }: Pick<Sight, 'regionFit'>): Part {
  return [POINTS.region[regionFit], ...REGION_REASONS[regionFit]];
}

function levelPart({ service }: Pick<Sight, 'service'>, { need, danger, kind }: Shape): Part {
  const wanted: Level = levelOf(need, danger, kind);
  const distance = Math.abs(service.level - wanted);
  if (distance === 0) return [POINTS.level.same, 'level'];
  return [distance === 1 ? POINTS.level.next : POINTS.level.far];
}

function nearPart({ service, nearness }: Sight): Part {
  const townOnly = service.audience?.includes('residents') && nearness === 'elsewhere' ? POINTS.notHerTown : 0;
  return [POINTS.near[nearness] + townOnly, ...(nearness === 'city' ? (['near'] as const) : [])];
}

function audiencePart({ service }: Pick<Sight, 'service'>, wish: Shape): Part {
  const forChildren = hasChildren(wish) && service.audience?.some((group) => ['families', 'mothers'].includes(group));
  const noStatus = service.residence_status === 'not-needed';
  const points = POINTS.audience[audienceFit(service, wish)];
  return [
    points + (forChildren ? POINTS.children : 0) + (noStatus ? POINTS.status : 0),
    ...(service.women_only ? (['women-only'] as const) : []),
    ...(forChildren ? (['children'] as const) : []),
    ...(noStatus ? (['no-status-needed'] as const) : []),
  ];
}

function languagePart({ service }: Pick<Sight, 'service'>, { language }: Shape): Part {
  const spoken = service.languages ?? [];
  if (spoken.length === 0) return [POINTS.language.unknown, 'language-unknown'];
  if (spoken.includes(language)) return [POINTS.language.hers, 'language'];
  const easier = EASIER[language].some((other) => spoken.includes(other));
  return [easier ? POINTS.language.easier : POINTS.language.other];
}

function hoursPart({ open }: Sight): Part {
  const reasons = { open: 'open-now', closed: 'closed-now', unknown: 'hours-unknown' } as const;
  return [POINTS.hours[open], reasons[open]];
}

function contactPoints(service: Service): number {
  const direct = (service.phones ?? []).length > 0 || service.whatsapp !== undefined || service.address !== undefined;
  const access = service.access ? POINTS.access[service.access] : 0;
  const trusted = service.confidence === 'high' ? POINTS.confidence : 0;
  return (direct ? POINTS.contact.direct : POINTS.contact.onlyWeb) + access + trusted;
}
