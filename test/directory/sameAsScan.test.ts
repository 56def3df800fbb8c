import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DANGERS, LANGUAGES, NEEDS, REGIONS } from '../../dialogs/terms.js';
import type { Reason, Wish } from '../../src/directory/contract.js';
import { createDirectory } from '../../src/directory/directory.js';
import { createHours } from '../../src/directory/hours.js';
import type { Service } from '../../src/directory/schema.js';
import { createServiceIndex } from '../../src/directory/serviceIndex.js';
import { AREAS, KINDS } from '../../src/directory/vocabulary.js';
import { createScan } from './scan.js';
import { data, NIGHT, service, TIME_ZONE, WORKING_HOUR, wish } from './support.js';

const some = <T>(values: readonly T[], maxLength = 2) => fc.subarray([...values], { minLength: 1, maxLength });
const rarely = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined, freq: 1 });
const KIND = Object.values(KINDS).flat();

/** Few, so that many services fit one wish and the best of them stand close together. */
const FEW = NEEDS.filter((need) => ['violence', 'mental-health', 'legal'].includes(need));
const needs = fc
  .array(fc.tuple(fc.constantFrom(...FEW), fc.subarray([...KIND], { maxLength: 2 })), { minLength: 1, maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs));
const record = fc.record({
  needs,
  status: fc.constantFrom('active', 'active', 'active', 'temporarily-closed'),
  regions: some(AREAS),
  level: fc.constantFrom(1, 2, 3, 4),
  emergency: fc.boolean(),
  emergency_only: rarely(true),
  languages: fc.option(some(LANGUAGES), { nil: undefined }),
  audience: fc.option(some(['families', 'residents', 'brazilian', 'women'], 2), { nil: undefined }),
  city: fc.constantFrom(undefined, 'Liège', 'Namur', 'Bruxelles (Ixelles)', 'Gent'),
  hours: fc.constantFrom(undefined, 'Mo-Fr 09:00-17:00', '24/7'),
  phones: fc.constantFrom(undefined, [{ number: '+3225550000' }]),
  access: fc.constantFrom(undefined, 'referral', 'walk-in'),
  confidence: fc.constantFrom('high', 'medium'),
}) as fc.Arbitrary<Partial<Service>>;
const directories = fc
  .array(record, { maxLength: 100, size: 'max' })
  .map((records) => records.map((part, index) => service({ ...part, id: `s-${index}` })));

const place = fc.record({
  region: fc.constantFrom(...REGIONS),
  postcode: fc.constantFrom(undefined, '1630', '4000', '9000'),
  city: fc.constantFrom(undefined, 'Namur', 'Luik'),
});
const wishes = fc.record({
  need: fc.constantFrom(...FEW),
  kind: fc.constantFrom(undefined, ...KIND),
  danger: fc.constantFrom(...DANGERS),
  language: fc.constantFrom(...LANGUAGES),
  children: fc.constantFrom(undefined, 'no', 'yes'),
  place: fc.option(place, { nil: undefined }),
  at: fc.constantFrom(WORKING_HOUR, NIGHT),
  limit: fc.constantFrom(0, 1, 3, 10),
  except: fc.array(
    fc.nat(99).map((index) => `s-${index}`),
    { maxLength: 5 },
  ),
}) as fc.Arbitrary<Wish>;

/** Several wishes of one directory, so that what is remembered of one is put to the next. */
test('a match offers, counts and names exactly what a plain scan of all records comes to', () => {
  fc.assert(
    fc.property(directories, fc.array(wishes, { minLength: 1, maxLength: 5 }), (services, several) => {
      const directory = createDirectory({ ...data, services }, { timeZone: TIME_ZONE });
      const scan = createScan(createServiceIndex(services, data.country, createHours(TIME_ZONE)));
      for (const one of several.flatMap((each) => [each, { ...each, at: NIGHT, except: [] }])) {
        const match = directory.match(wish(one));
        const { offers, leftOut, nationalOnly } = scan(wish(one));
        const reasons = leftOut.map(({ because }) => because[0] ?? 'other-need');
        const lower = leftOut.filter(({ because }) => because[0] === 'lower-rank');
        expect(match).toEqual({
          offers,
          next: lower.slice(0, 10).map(({ id }) => id),
          leftOut: tallied(reasons),
          nationalOnly,
        });
      }
    }),
    { numRuns: 40 },
  );
});

function tallied(reasons: Reason[]): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
