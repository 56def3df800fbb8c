import * as z from 'zod';
import type { Need } from '../../dialogs/terms.js';
import {
  ACCESS,
  AREAS,
  AUDIENCES,
  CONFIDENCES,
  COSTS,
  KINDS,
  LANGUAGES,
  NAME_LANGUAGES,
  NEEDS,
  REGIONS,
  RESIDENCE,
  SPOKEN,
  STATUSES,
} from './vocabulary.js';

/** Longest line that says what a service does, in characters. */
export const MAX_DOES = 140;
const MAX_NAME = 120;
const MAX_TEXT = 300;
const MAX_NOTES = 1_500;

const line = (max: number) => z.string().min(1).max(max).regex(/^\S/, 'text that does not begin with a space');
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'an id of a-z, 0-9 and -');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as "2026-11-21"');
const postcode = z.string().regex(/^[1-9]\d{3}$/, 'four digits in quotes');
const webAddress = z.string().regex(/^https?:\/\/\S+$/, 'an address beginning with https://');
const phoneNumber = z
  .string()
  .regex(/^(\+[1-9]\d{7,14}|1\d{2,3}|116\d{3})$/, 'a number as "+3222123000", or a short code as "1712"');

const kinds = <K extends readonly [string, ...string[]]>(list: K) => z.array(z.enum(list)).optional();

/** The needs it serves, the main one first; under each the kinds it serves, none for any kind. */
const needs = z
  .strictObject({
    violence: kinds(KINDS.violence),
    legal: kinds(KINDS.legal),
    housing: kinds(KINDS.housing),
    'mental-health': kinds(KINDS['mental-health']),
    work: kinds(KINDS.work),
    health: kinds(KINDS.health),
    integration: kinds(KINDS.integration),
    community: kinds(KINDS.community),
  })
  .refine((named) => Object.keys(named).length > 0, 'at least one need');

const phone = z.strictObject({
  number: phoneNumber,
  what: line(MAX_NAME),
  free: z.boolean().optional(),
  /** `opening_hours` syntax */
  hours: line(MAX_TEXT).optional(),
  note: line(MAX_TEXT).optional(),
});

const site = z.strictObject({
  region: z.enum(REGIONS),
  city: line(MAX_NAME),
  place: line(MAX_TEXT).optional(),
  phone: phoneNumber.optional(),
  source: line(MAX_TEXT).optional(),
});

/** One service as staff write it; the fields are explained in directory/README.md. */
export const serviceSchema = z.strictObject({
  id,
  name: z
    .partialRecord(z.enum(NAME_LANGUAGES), line(MAX_NAME))
    .refine((names) => Object.keys(names).length > 0, 'a name in at least one language'),
  does: z.record(z.enum(LANGUAGES), line(MAX_DOES)),
  organisation: line(MAX_TEXT),
  status: z.enum(STATUSES),
  emergency: z.boolean(),
  emergency_only: z.boolean().optional(),
  needs,
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  regions: z.array(z.enum(AREAS)).min(1),
  city: line(MAX_NAME).optional(),
  postcode: postcode.optional(),
  address: line(MAX_TEXT).optional(),
  /** Staff made sure that every address in this record is a public desk and no place where women are hidden. */
  address_public: z.boolean().optional(),
  phones: z.array(phone).optional(),
  url: webAddress.optional(),
  chat: webAddress.optional(),
  whatsapp: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/, 'a number as "+32470940777"')
    .optional(),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i, 'an e-mail address')
    .optional(),
  languages: z.array(z.enum(SPOKEN)).optional(),
  /** `opening_hours` syntax */
  hours: line(MAX_TEXT).optional(),
  access: z.enum(ACCESS).optional(),
  audience: z.array(z.enum(AUDIENCES)).optional(),
  audience_note: line(MAX_TEXT).optional(),
  residence_status: z.enum(RESIDENCE).optional(),
  anonymous: z.boolean().optional(),
  women_only: z.boolean().optional(),
  cost: z.enum(COSTS).optional(),
  cost_note: line(MAX_TEXT).optional(),
  sites: z.array(site).optional(),
  source: line(MAX_NOTES),
  source_date: line(MAX_TEXT),
  confidence: z.enum(CONFIDENCES),
  confirmed: date.optional(),
  notes: line(MAX_NOTES).optional(),
});

export type Service = z.infer<typeof serviceSchema>;
export type Phone = z.infer<typeof phone>;

/** The kinds it serves under this need (none: any kind), or undefined when it does not serve the need. */
export function kindsFor(service: Service, need: Need): readonly string[] | undefined {
  return service.needs[need];
}

/** The needs it serves, its main one first. */
export function needsOf(service: Service): Need[] {
  const named = Object.keys(service.needs);
  return [...NEEDS].filter((need) => named.includes(need)).sort((a, b) => named.indexOf(a) - named.indexOf(b));
}

/** The schema that editors check a record with; directory/schema.json is a copy of it. */
export function serviceJsonSchema(): unknown {
  return { title: 'A service of the directory', ...z.toJSONSchema(serviceSchema) };
}
