import * as z from 'zod';
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
  postcode: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  city: z.string().optional(),
});

const names = z.record(z.string(), z.array(z.string().min(1)));
const regionsSchema = z.object({
  regions: z.partialRecord(z.enum(REGIONS), z.object({ names })),
  provinces: z.record(z.string(), z.object({ region: z.enum(REGIONS), names })).default({}),
});

/**
 * @param csv the table of postcodes, its first line naming the columns
 * @param exonyms `{ places: [{ names, region, postcode?, city? }] }`: exonyms, districts, provinces, regions
 * @param regions `{ regions: { <region>: { names } }, provinces: { <code>: { region, names } } }`, names by language
 * @throws Error naming the line or entry that is wrong
 */
export function placeFactsFrom(csv: string, exonyms: unknown, regions: unknown = { regions: {} }): PlaceFacts {
  const [head = '', ...rows] = csv.split(/\r?\n/).filter((line) => line !== '');
  const columns = head.split(',');
  const missing = COLUMNS.find((column) => !columns.includes(column));
  if (missing) throw new Error(`The table of places has no column "${missing}".`);
  const { places } = z.object({ places: z.array(exonym) }).parse(exonyms);
  const aliases = places.flatMap(({ names, ...place }) => names.map((name) => ({ name, ...place })));
  aliases.push(...regionNames(regions));
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

function regionNames(regions: unknown): PlaceFacts['aliases'] {
  const parsed = regionsSchema.parse(regions);
  const own = REGIONS.map((region) => ({ region, names: parsed.regions[region]?.names ?? {} }));
  return [...own, ...Object.values(parsed.provinces)].flatMap(({ region, names }) =>
    Object.values(names).flatMap((list) => list.map((name) => ({ name, region }))),
  );
}
