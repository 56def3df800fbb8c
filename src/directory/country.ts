import { join } from 'node:path';
import { RumboError } from '../errors.js';
import {
  type EmergencyNumber,
  type Exonym,
  emergencySchema,
  exonymsSchema,
  type Facility,
  facilitiesSchema,
  type Organisation,
  organisationSchema,
  type RegionFacts,
  regionsSchema,
} from './countrySchema.js';
import type { DirectoryIssue } from './issue.js';
import { type PostcodeArea, parsePlaces } from './places.js';
import { readText, readYaml } from './yaml.js';

/** What belongs to the country and the organisation: one folder of data. */
export interface Country {
  emergency: EmergencyNumber[];
  regions: RegionFacts['regions'];
  provinces: RegionFacts['provinces'];
  exonyms: Exonym[];
  facilities: Facility[];
  organisation: Organisation;
  places: PostcodeArea[];
}

/** Reads `directory/country`; what is wrong comes back as issues, never as a throw. */
export function readCountry(folder: string): { country?: Country; issues: DirectoryIssue[] } {
  const emergency = readYaml(join(folder, 'emergency.yaml'), emergencySchema);
  const regions = readYaml(join(folder, 'regions.yaml'), regionsSchema);
  const exonyms = readYaml(join(folder, 'exonyms.yaml'), exonymsSchema);
  const facilities = readYaml(join(folder, 'facilities.yaml'), facilitiesSchema);
  const organisation = readYaml(join(folder, 'organisation.yaml'), organisationSchema);
  const { places, issues: placeIssues } = readPlaces(join(folder, 'places.csv'));
  const issues = [emergency, regions, exonyms, facilities, organisation].flatMap((read) => read.issues);
  if (!emergency.value || !regions.value || !exonyms.value || !facilities.value || !organisation.value)
    return { issues: [...issues, ...placeIssues] };
  const country: Country = {
    emergency: emergency.value.numbers,
    regions: regions.value.regions,
    provinces: regions.value.provinces,
    exonyms: exonyms.value.places,
    facilities: facilities.value.facilities,
    organisation: organisation.value,
    places,
  };
  return { country, issues: placeIssues };
}

/** @throws RumboError directory_invalid when a file of the folder cannot be used */
export function loadCountry(folder: string): Country {
  const { country, issues } = readCountry(folder);
  const first = issues[0];
  if (!country || first)
    throw new RumboError('directory_invalid', `${first?.file}: ${first?.field} is not ${first?.expected}.`);
  return country;
}

function readPlaces(path: string): { places: PostcodeArea[]; issues: DirectoryIssue[] } {
  const text = readText(path);
  const issue = (expected: string, came: string): DirectoryIssue => ({
    file: 'places.csv',
    record: 'places',
    field: 'file',
    expected,
    came,
    remedy: 'Restore the file or correct the lines named.',
  });
  if (text === undefined) return { places: [], issues: [issue('a file that can be read', 'no such file')] };
  const { places, badLines } = parsePlaces(text);
  const issues = badLines.length > 0 ? [issue('six cells a line', `lines ${badLines.slice(0, 5).join(', ')}`)] : [];
  return { places, issues };
}
