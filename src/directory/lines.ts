import type { Need } from '../../dialogs/terms.js';
import { audienceFit } from './audienceFit.js';
import type { Directory, Wish } from './contract.js';
import type { Service } from './schema.js';
import { byRank, score } from './score.js';
import type { ServiceIndex } from './serviceIndex.js';
import { needsInView, urgency } from './urgency.js';

/** How many lines are named at most, emergency numbers included. */
const MAX_LINES = 6;
type Query = Parameters<Directory['openLines']>[0] & { kind?: string };

/** Lines that answer now: in danger the emergency numbers first, otherwise last; never empty while the directory has one. */
export function createOpenLines(index: ServiceIndex): Directory['openLines'] {
  return (query) => {
    const ofNeed = query.need ? openNow(index, query, needsInView(query.need, query.danger)) : [];
    const numbers = emergencyNumbers(index, query);
    const found = [...suicideLines(index, query), ...ofNeed, ...inAnyCrisis(index, query)];
    const lines = [...new Set(found)].filter((id) => !numbers.includes(id));
    const room = Math.max(0, MAX_LINES - numbers.length);
    return query.danger === 'none' ? [...lines.slice(0, room), ...numbers] : [...numbers, ...lines.slice(0, room)];
  };
}

/** Where no need is known, and after the lines of the need. Who is in no danger first gets names that tell nothing. */
function inAnyCrisis(index: ServiceIndex, query: Query): string[] {
  const listening = openNow(index, { ...query, danger: 'none', kind: 'talk' }, ['mental-health']);
  const violence = openNow(index, query, ['violence']);
  return query.danger === 'immediate' ? [...violence, ...listening] : [...listening, ...violence];
}

/** Lines of these needs that answer now, best first; not those for groups that we do not know her to belong to. */
function openNow(index: ServiceIndex, query: Query, needs: readonly Need[]): string[] {
  return index
    .candidates(needs, query.place)
    .filter(({ phones, emergency_only }) => !emergency_only && (phones ?? []).length > 0)
    .map((service) => ({ sight: index.sight(service.id, query), wish: wishFor(service, query, needs) }))
    .filter(({ sight, wish }) => sight.open === 'open' && audienceFit(sight.service, wish) !== 'narrow')
    .map(({ sight, wish }) => ({ ...score(sight, wish), urgency: urgency(sight.service, query.danger) }))
    .sort(byRank)
    .map(({ id }) => id);
}

function wishFor(service: Service, query: Query, needs: readonly Need[]): Wish {
  const need = needs.find((candidate) => service.needs[candidate]) ?? 'violence';
  return { ...query, need, except: [], limit: MAX_LINES };
}

/** The numbers for a life in danger, whatever the need: always open. Medical help first when she may hurt herself. */
function emergencyNumbers(index: ServiceIndex, { danger }: Query): string[] {
  const numbers = index.ids.filter((id) => {
    const service = index.get(id);
    return service?.status === 'active' && service.emergency_only && service.needs.violence;
  });
  return danger === 'suicide' ? numbers.filter((id) => index.get(id)?.needs['mental-health']) : numbers;
}

/** Lines on suicide answer from anywhere in the country, so the region does not count; those of her language first. */
function suicideLines(index: ServiceIndex, { danger, at, language }: Query): string[] {
  if (danger !== 'suicide') return [];
  const speaksHers = (id: string) => Number(index.get(id)?.languages?.includes(language) ?? false);
  const lines = index.ids.filter((id) => {
    const service = index.get(id);
    const answers = service?.emergency && service.needs['mental-health']?.includes('crisis');
    return service?.status === 'active' && answers && index.hours(id)(at).open === 'open';
  });
  return lines.sort((one, other) => speaksHers(other) - speaksHers(one));
}
