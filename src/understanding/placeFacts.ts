import { z } from 'zod';
import { REGIONS, type Region } from '../../dialogs/terms.js';

/** Postcodes and names of a country, from `directory/country/`. */
export interface PlaceFacts {
  postcodes: { postcode: string; region: Region; names: string[] }[];
  aliases: { name: string; region: Region; postcode?: string; city?: string }[];
}

const COLUMNS = ['postcode', 'region', 'names_nl', 'names_fr', 'municipality_de'] as const;
const exonym = z.object({
  names: z.array(z.string().min(1)).min(1),
  region: z.enum(REGIONS),
  postcode: z.string().regex(/^\d{4}$/).optional(),
  city: z.string().optional(),
});

/**
 * @param csv the table of postcodes, its first line naming the columns
 * @param exonyms `{ places: [{ names, region, postcode?, city? }] }`: exonyms, districts, provinces, regions
 * @throws Error naming the line or entry that is wrong
 */
export function placeFactsFrom(csv: string, exonyms: unknown): PlaceFacts {
  const [head = '', ...rows] = csv.split(/\r?\n/).filter((line) => line !== '');
  const columns = head.split(',');
  const missing = COLUMNS.find((column) => !columns.includes(column));
  if (missing) throw new Error(`The table of places has no column "${missing}".`);
  const { places } = z.object({ places: z.array(exonym) }).parse(exonyms);
  const aliases = places.flatMap(({ names, ...place }) => names.map((name) => ({ name, ...place })));
  return { postcodes: rows.map((row, index) => rowOf(row, columns, index)), aliases };
}

function rowOf(row: string, columns: readonly string[], index: number): PlaceFacts['postcodes'][number] {
  const cells = row.split(',');
  const cell = (name: (typeof COLUMNS)[number]) => cells[columns.indexOf(name)] ?? '';
  const region = z.enum(REGIONS).safeParse(cell('region'));
  if (!region.success) throw new Error(`Line ${index + 2} of the table of places has no known region.`);
  const names = [cell('municipality_de'), ...cell('names_nl').split(' / '), ...cell('names_fr').split(' / ')];
  return { postcode: cell('postcode'), region: region.data, names: [...new Set(names.filter((name) => name !== ''))] };
}
