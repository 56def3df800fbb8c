import { join } from 'node:path';
import { readCountry } from './country.js';
import { hoursProblem } from './hours.js';
import { type DirectoryIssue, shown } from './issue.js';
import { readServices, recordFiles } from './load.js';
import { isDialable } from './phone.js';
import { MAX_DOES, type Service } from './schema.js';
import { isDatedOrSaysUndated, latestDate } from './sourceDate.js';
import { LANGUAGES } from './vocabulary.js';

export type { DirectoryIssue } from './issue.js';

type Found = Pick<DirectoryIssue, 'field' | 'expected' | 'came' | 'remedy'>;
type Rule = (service: Service, today: string) => Found[];

/** How notes mark an address that nobody may read. */
const SECRET = /\b(?:address|adresse|adres)\b[^.]*(?:secret|confidential|geheim)|never list|must not be listed/i;

/** Rules that a schema cannot say; one file is checked against all of them. */
const RULES: readonly Rule[] = [phones, hours, lines, secrets, source, confirmation];

/**
 * Checks the directory folder as staff edit it.
 * @param today ISO date that no source may be later than; left out, the future is not checked
 * @returns every problem found, in the order of the files; empty when all is well
 */
export function checkDirectory(folder: string, today = '9999-12-31'): DirectoryIssue[] {
  const { services, issues } = readServices(join(folder, 'services'));
  const country = readCountry(join(folder, 'country'));
  const ids = new Set(services.map(({ id }) => id));
  return [
    ...issues,
    ...ownFile(join(folder, 'services'), services),
    ...services.flatMap((service) =>
      RULES.flatMap((rule) => rule(service, today)).map((found) => ({ ...where(service), ...found })),
    ),
    ...country.issues,
    ...(country.country?.emergency ?? []).flatMap((entry) => emergencyIssues(entry, ids)),
    ...teamHours(country.country?.organisation.hours),
  ];
}

const where = ({ id }: Service) => ({ file: `${id}.yaml`, record: id });

/** One record a file, named after its id: so an id cannot be used twice. */
function ownFile(folder: string, services: readonly Service[]): DirectoryIssue[] {
  const files = new Set(recordFiles(folder));
  const seen = new Set<string>();
  return services.flatMap(({ id }) => {
    const twice = seen.has(id);
    seen.add(id);
    if (files.has(`${id}.yaml`) && !twice) return [];
    const remedy = 'Give the file the name of its id, and every record an id of its own.';
    return [{ file: `${id}.yaml`, record: id, field: 'id', expected: 'the name of its file', came: shown(id), remedy }];
  });
}

function phones({ phones: named = [], whatsapp, sites = [] }: Service): Found[] {
  const numbers = [
    ...named.map(({ number }, index) => [`phones.${index}.number`, number] as const),
    ...sites.map(({ phone }, index) => [`sites.${index}.phone`, phone] as const),
    ['whatsapp', whatsapp] as const,
  ];
  return numbers.flatMap(([field, number]) =>
    number === undefined || isDialable(number)
      ? []
      : [{ field, expected: 'a number that exists', came: shown(number), remedy: 'Look the number up at its source.' }],
  );
}

function hours({ hours: own, phones: named = [] }: Service): Found[] {
  const texts = [
    ['hours', own] as const,
    ...named.map((phone, index) => [`phones.${index}.hours`, phone.hours] as const),
  ];
  return texts.flatMap(([field, text]) => hoursIssue(field, text));
}

function hoursIssue(field: string, text: string | undefined): Found[] {
  const problem = text === undefined ? undefined : hoursProblem(text);
  if (!problem) return [];
  const remedy = 'Write it like "Mo-Fr 09:00-17:00; PH off".';
  return [{ field, expected: 'hours in opening_hours syntax', came: `${shown(text)} (${problem})`, remedy }];
}

/** When somebody of the team answers: women are told it. */
const teamHours = (text: string | undefined): DirectoryIssue[] =>
  hoursIssue('hours', text).map((found) => ({ file: 'organisation.yaml', record: 'organisation', ...found }));

/** A line copied into another language was not written for it. */
function lines({ does }: Service): Found[] {
  return LANGUAGES.flatMap((language, index) => {
    const copyOf = LANGUAGES.slice(0, index).find((earlier) => does[earlier] === does[language]);
    if (!copyOf) return [];
    const expected = `a line of its own of at most ${MAX_DOES} characters`;
    return [
      { field: `does.${language}`, expected, came: `the line of ${copyOf}`, remedy: 'Write it in this language.' },
    ];
  });
}

/** Whoever lodges women that flee violence, or has a secret place, shows no address until staff say it is a public desk. */
function secrets({ notes = '', address, address_public, needs, sites = [] }: Service): Found[] {
  const mayHide = SECRET.test(notes) || (needs.violence !== undefined && needs.housing !== undefined);
  if (!mayHide || address_public) return [];
  const shownAt = [
    ...(address === undefined ? [] : ['address']),
    ...sites.flatMap(({ place }, index) => (place === undefined ? [] : [`sites.${index}.place`])),
  ];
  const remedy = 'Take the address out, also out of the history; a public desk is marked "address_public: true".';
  return shownAt.map((field) => ({ field, expected: 'no address of a hidden place', came: 'an address', remedy }));
}

function source({ source_date }: Service, today: string): Found[] {
  const came = shown(source_date);
  const date = latestDate(source_date);
  if (!isDatedOrSaysUndated(source_date))
    return [{ field: 'source_date', expected: 'a date, or "undated"', came, remedy: 'Add the date of the source.' }];
  if (date === undefined || date <= today) return [];
  return [{ field: 'source_date', expected: `a date up to ${today}`, came, remedy: 'Correct the date.' }];
}

function confirmation({ confirmed }: Service, today: string): Found[] {
  if (confirmed === undefined || confirmed <= today) return [];
  const expected = `a date up to ${today}`;
  return [{ field: 'confirmed', expected, came: shown(confirmed), remedy: 'Write the day on which you called.' }];
}

function emergencyIssues(entry: { number: string; service: string }, ids: ReadonlySet<string>): DirectoryIssue[] {
  const at = { file: 'emergency.yaml', record: entry.number };
  const remedy = 'Correct it; these numbers are shown in danger.';
  const unknown = { ...at, field: 'service', expected: 'the id of a record', came: shown(entry.service), remedy };
  const wrong = { ...at, field: 'number', expected: 'a number that exists', came: shown(entry.number), remedy };
  return [...(ids.has(entry.service) ? [] : [unknown]), ...(isDialable(entry.number) ? [] : [wrong])];
}
