import { toCard } from './card.js';
import type { Directory } from './contract.js';
import { createHours } from './hours.js';
import { levelOf } from './level.js';
import { createOpenLines } from './lines.js';
import type { DirectoryData } from './load.js';
import { createMatch } from './match.js';
import { createServiceIndex } from './serviceIndex.js';
import { createTeamBack } from './teamBack.js';
import { REGIONS } from './vocabulary.js';

/** Builds the directory once from data read at start. @param options.timeZone IANA name, e.g. Europe/Brussels */
export function createDirectory(data: DirectoryData, { timeZone }: { timeZone: string }): Directory {
  const hoursOf = createHours(timeZone);
  const index = createServiceIndex(data.services, data.country, hoursOf);
  return {
    match: createMatch(index),
    card: (id, language, at) => {
      const service = index.get(id);
      return service && toCard(service, index.hours(id), language, at);
    },
    openLines: createOpenLines(index),
    teamBack: createTeamBack(hoursOf(data.country.organisation.hours), timeZone),
    has: (id) => index.get(id) !== undefined,
    regions: REGIONS,
    levelOf: (need, danger) => levelOf(need, danger),
  };
}
