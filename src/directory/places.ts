import { REGIONS } from './vocabulary.js';

/** One postcode of places.csv. */
export interface PostcodeArea {
  postcode: string;
  /** ISO 3166-2 */
  province: string;
  region: (typeof REGIONS)[number];
  /** All names of the places it covers, in every language known. */
  names: string[];
  /** The German-speaking municipality it belongs to. */
  municipality?: string;
}

const COLUMNS = 6;

/** Reads places.csv (no quotes; names separated by " / "). Lines that cannot be read are returned by number. */
export function parsePlaces(csv: string): { places: PostcodeArea[]; badLines: number[] } {
  const places: PostcodeArea[] = [];
  const badLines: number[] = [];
  csv.split(/\r?\n/).forEach((line, index) => {
    if (index === 0 || line === '') return;
    const place = parseLine(line);
    if (place) places.push(place);
    else badLines.push(index + 1);
  });
  return { places, badLines };
}

function parseLine(line: string): PostcodeArea | undefined {
  const [postcode = '', province = '', regionName = '', dutch = '', french = '', german = '', ...rest] =
    line.split(',');
  const region = REGIONS.find((known) => known === regionName);
  if (!region || !/^\d{4}$/.test(postcode) || !/^BE-[A-Z]{3}$/.test(province) || rest.length > 0) return undefined;
  if (line.split(',').length !== COLUMNS || dutch === '') return undefined;
  const names = [...new Set([...splitNames(dutch), ...splitNames(french), ...splitNames(german)])];
  return { postcode, province, region, names, ...(german && { municipality: german }) };
}

function splitNames(cell: string): string[] {
  return cell
    .split(' / ')
    .map((name) => name.replace(/\s+-\s+/g, '-').trim())
    .filter(Boolean);
}
