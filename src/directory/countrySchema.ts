import * as z from 'zod';
import { LANGUAGES, NAME_LANGUAGES, REGIONS } from './vocabulary.js';

const words = z.string().min(1).max(400);
const postcode = z.string().regex(/^\d{4}$/, 'four digits in quotes');
const date = z.string().regex(/^\d{4}(-\d{2}){0,2}$/, 'a date as "2026-08-06"');
const inEveryLanguage = z.record(z.enum(LANGUAGES), words);

export const emergencySchema = z.strictObject({
  numbers: z
    .array(
      z.strictObject({
        /** As dialled. */
        number: z.string().regex(/^(\+[1-9]\d{7,14}|1\d{2,3}|116\d{3})$/, 'a number as dialled, in quotes'),
        display: words,
        for: z.enum(['ambulance-fire', 'police', 'suicide', 'listening', 'children', 'missing-children']),
        what: inEveryLanguage,
        hours: words,
        languages: z.array(z.enum(NAME_LANGUAGES)),
        /** The record of directory/services that says more. */
        service: words,
        source_date: date,
        /** The day staff last dialled it; absent: never checked by us. */
        checked: date.optional(),
      }),
    )
    .min(1),
});

export const regionsSchema = z.strictObject({
  regions: z.record(
    z.enum(REGIONS),
    z.strictObject({
      code: words,
      names: z.record(z.enum(NAME_LANGUAGES), z.array(words).min(1)),
      /** Ranges of postcodes, as "1000-1299"; exceptions stand in places.csv. */
      postcodes: z.array(z.string().regex(/^\d{4}-\d{4}$/, 'a range as "1000-1299"')),
      /** Regions whose services are shown too, its own first. */
      shows: z.array(z.enum(REGIONS)).min(1),
    }),
  ),
  /** Provinces by ISO 3166-2 code. */
  provinces: z.record(
    z.string().regex(/^BE-[A-Z]{3}$/),
    z.strictObject({ region: z.enum(REGIONS), names: z.record(z.enum(NAME_LANGUAGES), z.array(words).min(1)) }),
  ),
});

/** What people call a place, and where it is. */
export const exonymsSchema = z.strictObject({
  places: z.array(
    z.strictObject({
      names: z.array(words).min(1),
      /** The municipality's usual name, as services write it. */
      city: words,
      postcode: postcode.optional(),
      region: z.enum(REGIONS),
      /** Why a name is uncertain, for staff. */
      note: words.optional(),
    }),
  ),
});

export const facilitiesSchema = z.strictObject({
  /** A second language at the town hall; the region stays. */
  facilities: z.array(
    z.strictObject({
      municipality: words,
      postcodes: z.array(postcode).min(1),
      language: z.enum(['fr', 'nl', 'de']),
      /** A region whose services in that language are shown too. */
      also: z.enum(REGIONS).optional(),
      note: words.optional(),
    }),
  ),
});

export const organisationSchema = z.strictObject({
  name: words,
  website: z.string().regex(/^https?:\/\//),
  country: z.strictObject({ code: z.literal('be'), time_zone: words, dialling_code: words }),
  /** When somebody of the team answers, in `opening_hours` syntax; absent: nothing is said of it. */
  hours: words.optional(),
  privacy: z.strictObject({
    /** Where a question about data goes; absent until the organisation gives it. */
    contact: words.optional(),
    /** What is kept, and for how long, in plain words. */
    kept: inEveryLanguage,
  }),
});

export type EmergencyNumber = z.infer<typeof emergencySchema>['numbers'][number];
export type RegionFacts = z.infer<typeof regionsSchema>;
export type Exonym = z.infer<typeof exonymsSchema>['places'][number];
export type Facility = z.infer<typeof facilitiesSchema>['facilities'][number];
export type Organisation = z.infer<typeof organisationSchema>;
