import type { Place } from '../../dialogs/meaning.js';
import type { Region } from '../../dialogs/terms.js';
import type { Country } from './country.js';
import type { PostcodeArea } from './places.js';

/** A point as far as it is known: cities by one usual name each, and provinces. */
export interface Spot {
  cities: ReadonlySet<string>;
  provinces: ReadonlySet<string>;
}

export type Nearness = 'city' | 'province' | 'elsewhere' | 'unknown';

export interface Gazetteer {
  area(postcode: string): PostcodeArea | undefined;
  /** The region of any postcode in use, also of institutions (1000-1299 is Brussels). */
  regionOf(postcode: string): Region | undefined;
  /** Where she lives. "Brussels" alone says no more than the region, so it names no city. */
  spotOf(place: Place): Spot;
  /** Where a service is, from its city as written ("Leuven (Heverlee)") and its postcode. */
  spotOfService(city: string | undefined, postcode: string | undefined): Spot;
  nearness(from: Spot, to: Spot): Nearness;
}

/** Lower case, without accents and punctuation, so that "Liège" and "liege" are one. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Names, postcodes and provinces of the country, ready for look-up. */
export function createGazetteer(country: Country): Gazetteer {
  const areas = new Map(country.places.map((area) => [area.postcode, area]));
  const exonyms = new Map(country.exonyms.flatMap((place) => place.names.map((name) => [plainName(name), place])));
  const usual = (name: string) => plainName(exonyms.get(plainName(name))?.city ?? name);
  const provinceOf = (postcode: string | undefined) => areas.get(postcode ?? '')?.province;
  /** The name of a postcode's place; a district of a city elsewhere may have the same name (Berchem). */
  const usualAt = ({ province }: PostcodeArea) => {
    return (name: string) => {
      const known = exonyms.get(plainName(name));
      return known && provinceOf(known.postcode) === province ? plainName(known.city) : plainName(name);
    };
  };
  const provincesByCity = new Map<string, Set<string>>();
  const note = (city: string, province: string) =>
    provincesByCity.set(city, (provincesByCity.get(city) ?? new Set()).add(province));
  for (const area of country.places) for (const name of area.names) note(usualAt(area)(name), area.province);
  const spot = (names: readonly string[], area: PostcodeArea | undefined): Spot => {
    const cities = new Set([...names.map(usual), ...(area ? area.names.map(usualAt(area)) : [])].filter(Boolean));
    const provinces = area ? [area.province] : [...cities].flatMap((city) => [...(provincesByCity.get(city) ?? [])]);
    return { cities, provinces: new Set(provinces) };
  };
  const capital = usual('Bruxelles');
  return {
    area: (postcode) => areas.get(postcode),
    regionOf: (postcode) => areas.get(postcode)?.region ?? regionByRange(country, postcode),
    spotOf: ({ city, postcode }) => {
      const known = postcode === undefined ? undefined : areas.get(postcode);
      const names = city === undefined || (!known && usual(city) === capital) ? [] : [city];
      return spot(names, known);
    },
    spotOfService: (city, postcode) =>
      spot(
        city === undefined ? [] : namesIn(city, (name) => usual(name) === capital),
        postcode === undefined ? undefined : areas.get(postcode),
      ),
    nearness,
  };
}

function nearness(from: Spot, to: Spot): Nearness {
  if (from.cities.size === 0 || to.cities.size === 0) return 'unknown';
  if (shares(from.cities, to.cities)) return 'city';
  return shares(from.provinces, to.provinces) ? 'province' : 'elsewhere';
}

function shares(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((item) => other.has(item));
}

/** "Bruxelles (Ixelles)" is Ixelles, as all of the region is called Brussels; "Leuven (Heverlee)" is both. */
function namesIn(city: string, isCapital: (name: string) => boolean): string[] {
  const names = city
    .split(/[(),]/)
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length > 1 ? names.filter((name) => !isCapital(name)) : names;
}

function regionByRange(country: Country, postcode: string): Region | undefined {
  const found = Object.entries(country.regions).find(([, { postcodes }]) =>
    postcodes.some((range) => range.slice(0, 4) <= postcode && postcode <= range.slice(5)),
  );
  return found && (found[0] as Region);
}
