import { describe, expect, test } from '@jest/globals';
import type { Place } from '../../dialogs/meaning.js';
import { DANGERS, LANGUAGES, NEEDS, type Need, REGIONS } from '../../dialogs/terms.js';
import { createDirectory } from '../../src/directory/directory.js';
import { createHours } from '../../src/directory/hours.js';
import type { Service } from '../../src/directory/schema.js';
import { createServiceIndex } from '../../src/directory/serviceIndex.js';
import { createScan } from './scan.js';
import { data, directory, service, TIME_ZONE, wish } from './support.js';

const idsOf = (need: Need, place?: Place, kind?: string) =>
  directory.match(wish({ need, ...(place && { place }), ...(kind && { kind }) })).offers.map(({ id }) => id);

/** Says of every record why it is left out, which `match` only counts. */
const scanOf = (services: Service[]) => createScan(createServiceIndex(services, data.country, createHours(TIME_ZONE)));
const scan = scanOf(data.services);

const smallDirectory = (...services: Parameters<typeof service>[0][]) =>
  createDirectory({ ...data, services: services.map((part) => service(part)) }, { timeZone: TIME_ZONE });

describe('what a woman is offered', () => {
  test.each<[Need, string | undefined, Place, string]>([
    ['violence', undefined, { region: 'brussels' }, 'ecoute-violences-conjugales'],
    ['violence', undefined, { region: 'flanders' }, '1712-hulplijn'],
    ['violence', undefined, { region: 'wallonia' }, 'ecoute-violences-conjugales'],
    ['violence', undefined, { region: 'german-speaking' }, 'prisma-eupen'],
    ['violence', 'sexual', { region: 'wallonia', city: 'Namur' }, 'cpvs-namur'],
    ['violence', 'trafficking', { region: 'brussels' }, 'pag-asa'],
    ['housing', 'tonight', { region: 'brussels' }, 'samusocial'],
    ['legal', 'lawyer', { region: 'flanders', postcode: '2060' }, 'bjb-antwerpen'],
    ['legal', 'work-rights', { region: 'brussels' }, 'fairwork-belgium'],
    ['legal', 'residence', { region: 'wallonia', city: 'Lieja' }, 'point-d-appui-liege'],
    ['health', 'pregnancy', { region: 'brussels' }, 'aquarelle'],
    ['work', 'unpaid', { region: 'flanders' }, 'fairwork-belgium'],
    ['mental-health', 'therapy', { region: 'brussels' }, 'ulysse-ssm'],
  ])('%s %s in %j: first %s', (need, kind, place, expected) => {
    expect(idsOf(need, place, kind)[0]).toBe(expected);
  });

  test('a Brussels-only service is not offered in Flanders, and the reason is said', () => {
    const { leftOut } = scan(wish({ need: 'housing', place: { region: 'flanders' } }));
    expect(leftOut.find(({ id }) => id === 'samusocial')?.because).toEqual(['other-region']);
  });

  test('the German-speaking Community shows its own services before those of Wallonia', () => {
    const ids = idsOf('housing', { region: 'german-speaking' });
    expect(ids[0]).toMatch(/^oeshz-/);
    expect(idsOf('violence', { region: 'german-speaking' })).toContain('ecoute-violences-conjugales');
  });

  test('around Brussels, French-speaking services of Brussels are shown too, after those of Flanders', () => {
    const { offers } = directory.match(
      wish({ need: 'violence', place: { region: 'flanders', postcode: '1630' }, limit: 10 }),
    );
    const ids = offers.map(({ id }) => id);
    expect(ids[0]).toBe('1712-hulplijn');
    expect(ids).toContain('ecoute-violences-conjugales');
  });

  test('without a place, only lines that answer from anywhere and services for the whole country', () => {
    const { offers, nationalOnly } = directory.match(wish({ need: 'violence', limit: 10 }));
    const places = offers.map(({ id }) => data.services.find((one) => one.id === id)).filter((one) => one?.city);
    expect(places.every((one) => one?.regions.includes('national'))).toBe(true);
    expect(offers.length).toBeGreaterThan(3);
    expect(nationalOnly).toBe(false);
  });

  test('a service for a group she is not known to be in comes after the others', () => {
    const tiny = smallDirectory({ id: 'for-sex-workers', audience: ['sex-workers'] }, { id: 'for-women' });
    const { offers } = tiny.match(wish({ need: 'legal', place: { region: 'brussels' } }));
    expect(offers.map(({ id }) => id)).toEqual(['for-women', 'for-sex-workers']);
  });

  test('language ranks and never filters', () => {
    const tiny = smallDirectory({ id: 'a-dutch', languages: ['nl'] }, { id: 'b-spanish', languages: ['es'] });
    const { offers } = tiny.match(wish({ need: 'legal', place: { region: 'brussels' } }));
    expect(offers.map(({ id }) => id)).toEqual(['b-spanish', 'a-dutch']);
    expect(offers[0]?.because).toContain('language');
  });

  test('a service for children stands higher when she has children', () => {
    const tiny = smallDirectory({ id: 'a-any' }, { id: 'b-families', audience: ['families'] });
    const place: Place = { region: 'brussels' };
    const first = (children: string) => tiny.match(wish({ need: 'legal', place, children })).offers[0]?.id;
    expect([first('yes'), first('no')]).toEqual(['b-families', 'a-any']);
  });

  test('an inactive service is left out and says so', () => {
    const services = [service({ id: 'closed', status: 'temporarily-closed' })];
    const wished = wish({ need: 'legal', place: { region: 'brussels' } });
    const match = smallDirectory(...services).match(wished);
    expect(match).toMatchObject({ offers: [], leftOut: { inactive: 1 }, nationalOnly: true });
    expect(scanOf(services)(wished).leftOut).toEqual([{ id: 'closed', because: ['inactive'] }]);
  });

  test('what was offered before is not offered again', () => {
    const [first = ''] = idsOf('legal', { region: 'brussels' });
    const wished = wish({ need: 'legal', place: { region: 'brussels' }, except: [first] });
    expect(directory.match(wished).offers.map(({ id }) => id)).not.toContain(first);
    expect(scan(wished).leftOut.find(({ id }) => id === first)?.because).toEqual(['already-offered']);
  });

  test('only national services fit: this is said', () => {
    const tiny = smallDirectory(
      { id: 'whole-country', regions: ['national'] },
      { id: 'elsewhere', regions: ['flanders'] },
    );
    expect(tiny.match(wish({ need: 'legal', place: { region: 'brussels' } })).nationalOnly).toBe(true);
  });
});

describe('danger', () => {
  test.each(REGIONS)('immediate in %s: police and 112 first, then a line on violence', (region) => {
    const { offers } = directory.match(wish({ need: 'housing', danger: 'immediate', place: { region } }));
    expect(offers.slice(0, 2).map(({ id }) => id)).toEqual(['101-police', '112-ambulance-fire']);
    expect(data.services.find(({ id }) => id === offers[2]?.id)?.needs.violence).toBeDefined();
  });

  test.each(REGIONS)('suicide in %s: a suicide line first, and 112 among the first three', (region) => {
    const { offers } = directory.match(wish({ need: 'work', danger: 'suicide', place: { region } }));
    expect(['zelfmoordlijn-1813', 'centre-prevention-suicide']).toContain(offers[0]?.id);
    expect(offers.map(({ id }) => id)).toContain('112-ambulance-fire');
  });

  test('nobody in danger is sent to level 2 first, whatever the need, region and language', () => {
    const levels = REGIONS.flatMap((region) =>
      NEEDS.flatMap((need) =>
        LANGUAGES.flatMap((language) =>
          (['immediate', 'suicide'] as const).flatMap((danger) =>
            directory.match(wish({ need, danger, language, place: { region } })).offers.map(({ id }) => id),
          ),
        ),
      ),
    ).map((id) => data.services.find((one) => one.id === id)?.level);
    expect(levels).not.toContain(2);
  });

  test('an emergency service is offered again in danger although it was offered before', () => {
    const { offers } = directory.match(
      wish({ need: 'violence', danger: 'immediate', place: { region: 'brussels' }, except: ['101-police'] }),
    );
    expect(offers[0]?.id).toBe('101-police');
  });

  test('without danger 101 and 112 are not offered as a service', () => {
    const { leftOut } = scan(wish({ need: 'violence', place: { region: 'brussels' } }));
    expect(leftOut.find(({ id }) => id === '101-police')?.because).toEqual(['emergency-only']);
  });
});

describe('a match is explained', () => {
  const everywhere: (Place | undefined)[] = [undefined, ...REGIONS.map((region) => ({ region }))];
  const cases = everywhere.flatMap((place) =>
    NEEDS.flatMap((need) => DANGERS.map((danger) => ({ place, need, danger }))),
  );

  test.each(cases)('every record is offered or left out once, with a reason: %j', ({ place, ...part }) => {
    const { offers, leftOut } = scan(wish({ ...part, ...(place && { place }) }));
    const ids = [...offers, ...leftOut].map(({ id }) => id);
    expect(ids.sort()).toEqual(data.services.map(({ id }) => id).sort());
    expect([...offers, ...leftOut].filter(({ because }) => because.length === 0)).toEqual([]);
  });

  test('no limit, a limit of nothing and a great one stay in bounds', () => {
    const count = (limit: number) =>
      directory.match(wish({ need: 'legal', place: { region: 'brussels' }, limit })).offers.length;
    expect([count(0), count(-1), count(3), count(1_000)]).toEqual([0, 0, 3, 10]);
  });
});

describe('gaps', () => {
  const cells = REGIONS.flatMap((region) => NEEDS.map((need) => ({ region, need })));

  test.each(cells)('$need in $region has an offer of its own region', ({ region, need }) => {
    const match = directory.match(wish({ need, place: { region } }));
    expect(match.offers.length).toBeGreaterThan(0);
    expect(match.nationalOnly).toBe(false);
  });

  test('where the German-speaking Community has nothing of its own is known', () => {
    const own = (need: Need) => data.services.some((one) => one.regions.includes('german-speaking') && one.needs[need]);
    expect(NEEDS.filter((need) => !own(need))).toEqual([]);
  });
});
