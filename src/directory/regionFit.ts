import type { Place } from '../../dialogs/meaning.js';
import type { Region } from '../../dialogs/terms.js';
import type { Country } from './country.js';
import type { Service } from './schema.js';

/** How a service's area meets her place. `anywhere`: a line that answers whoever calls, when we do not know the place. */
export type RegionFit = 'own' | 'shown-too' | 'national' | 'anywhere' | 'no';

/** Says how a service's area meets a place. The rules stand in directory/country/regions.yaml and facilities.yaml. */
export function createRegionFit(country: Country): (service: Service, place: Place | undefined) => RegionFit {
  return (service, place) => {
    if (!place) return withoutPlace(service);
    if (service.regions.includes(place.region)) return 'own';
    const shown = country.regions[place.region].shows;
    if (shown.some((region) => service.regions.includes(region))) return 'shown-too';
    if (inFacilityLanguage(country, service, place)) return 'shown-too';
    return service.regions.includes('national') ? 'national' : 'no';
  };
}

function withoutPlace(service: Service): RegionFit {
  if (service.regions.includes('national')) return 'national';
  const answersFromAfar = service.city === undefined && (service.phones ?? []).length > 0;
  return answersFromAfar ? 'anywhere' : 'no';
}

function inFacilityLanguage(country: Country, service: Service, { postcode }: Place): boolean {
  if (postcode === undefined) return false;
  return country.facilities.some(
    ({ postcodes, language, also }) =>
      also !== undefined &&
      postcodes.includes(postcode) &&
      service.regions.includes(also satisfies Region) &&
      service.languages?.includes(language),
  );
}
