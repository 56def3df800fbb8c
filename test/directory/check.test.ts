import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { checkDirectory } from '../../src/directory/check.js';
import { loadDirectory } from '../../src/directory/load.js';
import { serviceJsonSchema } from '../../src/directory/schema.js';
import { FOLDER, service } from './support.js';

const TODAY = '2026-11-22';
const EMERGENCY = loadDirectory(FOLDER).country.emergency;

describe('the directory as it stands', () => {
  test('has nothing to correct', () => {
    expect(checkDirectory(FOLDER, TODAY)).toEqual([]);
  });

  test('carries 132 records', () => {
    expect(loadDirectory(FOLDER).services).toHaveLength(132);
  });

  test('schema.json is the schema that the records are held against', () => {
    expect(JSON.parse(readFileSync(join(FOLDER, 'schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(serviceJsonSchema())),
    );
  });

  test('README.md names every word that a record may use', () => {
    const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const words = [...JSON.stringify(serviceJsonSchema()).matchAll(/"enum":\[([^\]]*)\]/g)]
      .flatMap(([, list = '']) => JSON.parse(`[${list}]`) as string[])
      .filter((word) => word.length > 2);
    expect(words.filter((word) => !readme.includes(word))).toEqual([]);
  });
});

describe('a broken record', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'directory-'));
    cpSync(join(FOLDER, 'country'), join(folder, 'country'), { recursive: true });
    for (const { service: id } of EMERGENCY)
      cpSync(join(FOLDER, 'services', `${id}.yaml`), join(folder, 'services', `${id}.yaml`));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, text: string) => writeFileSync(join(folder, 'services', file), text);
  const fieldsOf = (record: unknown) => {
    write('a-service.yaml', stringify(record));
    return checkDirectory(folder, TODAY).map(({ file, record: id, field }) => `${file} ${id} ${field}`);
  };

  test.each<[string, object]>([
    ['does.pt', { does: { es: 'Ayuda.', fr: 'Aide.', nl: 'Helpt.', en: 'Helps.' } }],
    ['does.es', { does: { es: 'x'.repeat(141), pt: 'Ajuda.', fr: 'Aide.', nl: 'Helpt.', en: 'Helps.' } }],
    ['does.nl', { does: { es: 'Ayuda.', pt: 'Ajuda.', fr: 'Aide.', nl: 'Aide.', en: 'Helps.' } }],
    ['needs', { needs: {} }],
    ['needs', { needs: { money: [] } }],
    ['needs.legal.0', { needs: { legal: ['divorce'] } }],
    ['regions.0', { regions: ['bruselas'] }],
    ['level', { level: 5 }],
    ['cost', { cost: 'cheap' }],
    ['languages.0', { languages: ['spanish'] }],
    ['postcode', { postcode: 1000 }],
    ['phones.0.number', { phones: [{ number: '+3221', what: 'desk' }] }],
    ['phones.0.number', { phones: [{ number: '+320000000000', what: 'desk' }] }],
    ['whatsapp', { whatsapp: '+32000000000' }],
    ['hours', { hours: 'Mo-Fr from nine' }],
    ['phones.0.hours', { phones: [{ number: '112', what: 'desk', hours: 'always' }] }],
    ['source_date', { source_date: 'last year' }],
    ['source_date', { source_date: '2027-01-01' }],
    ['confirmed', { confirmed: '2027-01-01' }],
    ['address', { notes: 'Refuge address is secret: never list it.', address: 'Rue X 1' }],
    ['address', { needs: { housing: [], violence: [] }, address: 'Rue X 1' }],
    [
      'sites.0.place',
      { needs: { housing: [], violence: [] }, sites: [{ region: 'brussels', city: 'X', place: 'Y 1' }] },
    ],
    ['record', { nmae: 'a wrong field' }],
  ])('%s: %j', (field, part) => {
    expect(fieldsOf({ ...service(), ...part })).toEqual([`a-service.yaml a-service ${field}`]);
  });

  test('says what was expected, what came and what to do', () => {
    write('a-service.yaml', stringify({ ...service(), postcode: 1000 }));
    expect(checkDirectory(folder, TODAY)).toEqual([
      {
        file: 'a-service.yaml',
        record: 'a-service',
        field: 'postcode',
        expected: 'Invalid input: expected string, received number',
        came: '1000',
        remedy: 'Put the number in quotes.',
      },
    ]);
  });

  test('an id used twice is named', () => {
    write('copy.yaml', stringify(service({ id: '101-police' })));
    expect(checkDirectory(folder, TODAY)).toMatchObject([{ record: '101-police', field: 'id' }]);
  });

  test.each([
    ['no YAML at all', '\t- : ['],
    ['an empty file', ''],
    ['a list', '- 1'],
    ['aliases that grow', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]'],
  ])('%s: an issue, not a crash', (_what, text) => {
    write('a-service.yaml', text);
    expect(checkDirectory(folder, TODAY)[0]).toMatchObject({ file: 'a-service.yaml' });
    expect(() => loadDirectory(folder)).toThrow(/directory check/);
  });

  test('an emergency number without its record is named', () => {
    rmSync(join(folder, 'services', '101-police.yaml'));
    expect(checkDirectory(folder, TODAY)).toMatchObject([{ file: 'emergency.yaml', record: '101', field: 'service' }]);
  });

  test('hours of the team that nobody can read are named', () => {
    const file = join(folder, 'country', 'organisation.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nhours: from nine\n`);
    const issue = { file: 'organisation.yaml', field: 'hours', expected: 'hours in opening_hours syntax' };
    expect(checkDirectory(folder, TODAY)).toContainEqual(expect.objectContaining(issue));
  });

  test('a missing file of the country is named, and an empty folder too', () => {
    rmSync(join(folder, 'country', 'regions.yaml'));
    expect(checkDirectory(folder, TODAY)).toMatchObject([{ file: 'regions.yaml', field: 'file' }]);
    expect(() => loadDirectory(join(folder, 'nowhere'))).toThrow(/no services/);
  });
});
