import type { Wish } from '../../src/directory/contract.js';
import { createDirectory } from '../../src/directory/directory.js';
import { loadDirectory } from '../../src/directory/load.js';
import type { Service } from '../../src/directory/schema.js';

export const FOLDER = 'directory';
export const TIME_ZONE = 'Europe/Brussels';
export const data = loadDirectory(FOLDER);
export const directory = createDirectory(data, { timeZone: TIME_ZONE });

/** A Tuesday at ten in Belgium, no holiday. */
export const WORKING_HOUR = Date.parse('2026-07-14T10:00:00+02:00');
/** The night after. */
export const NIGHT = Date.parse('2026-07-15T02:00:00+02:00');

export function wish(part: Partial<Wish> & Pick<Wish, 'need'>): Wish {
  return { language: 'es', danger: 'none', except: [], at: WORKING_HOUR, limit: 3, ...part };
}

/** A record with the least that the schema asks for. */
export function service(part: Partial<Service> = {}): Service {
  return {
    id: 'a-service',
    name: { fr: 'Un service' },
    does: { es: 'Ayuda.', pt: 'Ajuda.', fr: 'Aide.', nl: 'Helpt.', en: 'Helps.' },
    organisation: 'An organisation',
    status: 'active',
    emergency: false,
    needs: { legal: [] },
    level: 3,
    regions: ['brussels'],
    source: 'https://example.org/',
    source_date: '2026-08-06',
    confidence: 'high',
    ...part,
  };
}
