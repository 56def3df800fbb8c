import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RumboError } from '../errors.js';
import { type Country, loadCountry } from './country.js';
import type { DirectoryIssue } from './issue.js';
import { type Service, serviceSchema } from './schema.js';
import { readYaml } from './yaml.js';

/** More records than this are not read; matching is built for some thousands. */
const MAX_RECORDS = 5_000;

/** Everything the directory knows, as read at start. */
export interface DirectoryData {
  services: Service[];
  country: Country;
}

/** Reads every record of `directory/services`, by file name. What cannot be used comes back as issues. */
export function readServices(folder: string): { services: Service[]; issues: DirectoryIssue[] } {
  const reads = recordFiles(folder).map((file) => readYaml(join(folder, file), serviceSchema));
  return {
    services: reads.flatMap((read) => (read.value ? [read.value] : [])),
    issues: reads.flatMap((read) => read.issues),
  };
}

/** The names of the record files, sorted. */
export function recordFiles(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    return files.sort().slice(0, MAX_RECORDS);
  } catch {
    return [];
  }
}

/**
 * Reads the directory folder (with `services/` and `country/` in it) for use.
 * @throws RumboError directory_invalid naming the first file and field that cannot be used
 */
export function loadDirectory(folder: string): DirectoryData {
  const { services, issues } = readServices(join(folder, 'services'));
  const first = issues[0];
  if (first) throw new RumboError('directory_invalid', `${first.file}, ${first.field}: ${first.expected}.`);
  if (services.length === 0) throw new RumboError('directory_invalid', 'The directory has no services.');
  return { services, country: loadCountry(join(folder, 'country')) };
}
