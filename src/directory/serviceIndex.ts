import type { Place } from '../../dialogs/meaning.js';
import type { Need } from '../../dialogs/terms.js';
import type { Wish } from './contract.js';
import type { Country } from './country.js';
import { createGazetteer, type Gazetteer, type Nearness, type Spot } from './gazetteer.js';
import type { Hours } from './hours.js';
import { createRegionFit, type RegionFit } from './regionFit.js';
import { needsOf, type Service } from './schema.js';
import type { Sight } from './score.js';
import { AREAS, type Area } from './vocabulary.js';

/** The services as matching sees them, indexed by need and area once at load so that no match reads them all. */
export interface ServiceIndex {
  ids: readonly string[];
  get(id: string): Service | undefined;
  hours(id: string): Hours;
  /** Active services of these needs whose area meets the place; without a place, those that answer from afar. */
  candidates(needs: readonly Need[], place: Place | undefined): Service[];
  sight(id: string, wish: Pick<Wish, 'place' | 'at'>): Sight;
  /** A name of all that decides how areas meet a place; places of one name meet every area alike. */
  areaName(place: Place | undefined): string;
  regionFit(service: Service, place: Place | undefined): RegionFit;
  /** How many active services have one of these needs. */
  countOf(needs: readonly Need[]): number;
  active: number;
}

interface Entry {
  service: Service;
  spots: Spot[];
  hours: Hours;
}

const UNKNOWN: Hours = () => ({ open: 'unknown' });
const NEAREST_FIRST: readonly Nearness[] = ['city', 'province', 'unknown', 'elsewhere'];

export function createServiceIndex(
  services: readonly Service[],
  country: Country,
  hoursOf: (text: string | undefined) => Hours,
): ServiceIndex {
  const gazetteer = createGazetteer(country);
  const entries = new Map(services.map((service) => [service.id, toEntry(service, gazetteer, hoursOf)]));
  const active = services.filter(({ status }) => status === 'active');
  const byNeedAndArea = groupByNeedAndArea(active);
  const regionFit = createRegionFit(country);
  const spotOf = oncePerPlace(gazetteer.spotOf);
  const entry = (id: string): Entry => {
    const found = entries.get(id);
    if (!found) throw new RangeError(`No service ${id}.`);
    return found;
  };
  return {
    ids: services.map(({ id }) => id),
    get: (id) => entries.get(id)?.service,
    hours: (id) => entries.get(id)?.hours ?? UNKNOWN,
    candidates: (needs, place) => {
      const areas = areasInView(country, place);
      const named = needs.flatMap((need) => areas.flatMap((area) => byNeedAndArea.get(`${need}|${area}`) ?? []));
      return [...new Set(named)].filter((service) => regionFit(service, place) !== 'no');
    },
    sight: (id, { place, at }) => {
      const { service, spots, hours } = entry(id);
      const from = place && spotOf(place);
      const nearness = from ? nearest(spots.map((spot) => gazetteer.nearness(from, spot))) : 'unknown';
      return { service, nearness, regionFit: regionFit(service, place), open: hours(at).open };
    },
    areaName: (place) => areaName(country, place),
    regionFit,
    countOf: (needs) => active.filter((service) => needs.some((need) => service.needs[need])).length,
    active: active.length,
  };
}

/** All services of one wish are seen from the same place. */
function oncePerPlace(spotOf: Gazetteer['spotOf']): Gazetteer['spotOf'] {
  const known = new WeakMap<Place, Spot>();
  return (place) => {
    const spot = known.get(place) ?? spotOf(place);
    known.set(place, spot);
    return spot;
  };
}

function toEntry(service: Service, gazetteer: Gazetteer, hoursOf: (text: string | undefined) => Hours): Entry {
  const sites = (service.sites ?? []).map(({ city }) => gazetteer.spotOfService(city, undefined));
  const spots = [gazetteer.spotOfService(service.city, service.postcode), ...sites];
  const text = service.hours ?? service.phones?.find(({ hours }) => hours !== undefined)?.hours;
  return { service, spots, hours: hoursOf(text) };
}

function groupByNeedAndArea(services: readonly Service[]): Map<string, Service[]> {
  const groups = new Map<string, Service[]>();
  for (const service of services)
    for (const need of needsOf(service))
      for (const area of service.regions) {
        const key = `${need}|${area}`;
        const group = groups.get(key) ?? [];
        group.push(service);
        groups.set(key, group);
      }
  return groups;
}

/** The areas whose services may fit a place; all of them when it is unknown. */
function areasInView(country: Country, place: Place | undefined): readonly Area[] {
  if (!place) return AREAS;
  const also = country.facilities.flatMap(({ postcodes, also: region }) =>
    region && place.postcode && postcodes.includes(place.postcode) ? [region] : [],
  );
  return [...new Set<Area>([place.region, ...country.regions[place.region].shows, ...also, 'national'])];
}

function areaName({ facilities }: Country, place: Place | undefined): string {
  const { region = '', postcode = '' } = place ?? {};
  const own = facilities.flatMap(({ postcodes }, index) => (postcodes.includes(postcode) ? [index] : []));
  return [region, ...own].join();
}

function nearest(found: Nearness[]): Nearness {
  return NEAREST_FIRST.find((nearness) => found.includes(nearness)) ?? 'unknown';
}
