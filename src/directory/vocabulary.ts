import { LANGUAGES, NEEDS, type Need, REGIONS } from '../../dialogs/terms.js';

/** Topics under each need: the tags that flows use as `kind`. */
export const KINDS = {
  violence: ['physical', 'psychological', 'economic', 'sexual', 'stalking', 'trafficking'],
  legal: ['residence', 'family', 'documents', 'asylum', 'discrimination', 'lawyer', 'work-rights'],
  housing: ['tonight', 'soon', 'conditions', 'eviction'],
  'mental-health': ['crisis', 'talk', 'groups', 'therapy'],
  work: ['unpaid', 'job-search', 'rights', 'diploma'],
  health: ['no-papers', 'doctor', 'pregnancy', 'insurance', 'sexual-health'],
  integration: ['course', 'language', 'school', 'daily-life'],
  community: ['groups', 'activities', 'food', 'volunteering'],
} as const satisfies Record<Need, readonly string[]>;

/** Where a service works: a region, or the whole country. */
export const AREAS = [...REGIONS, 'national'] as const;
export type Area = (typeof AREAS)[number];

/** For whom a service is. None named: for everyone. */
export const AUDIENCES = [
  'women',
  'adults',
  'children',
  'young-people',
  'families',
  'mothers',
  'pregnant-women',
  'victims',
  'relatives',
  'professionals',
  'trafficking-victims',
  'fgm-survivors',
  'migrants',
  'newcomers',
  'asylum-seekers',
  'refugees',
  'undocumented',
  'latin-american',
  'spanish-speaking',
  'brazilian',
  'lgbtqi',
  'sex-workers',
  'domestic-workers',
  'homeless',
  'low-income',
  'residents',
] as const;
export type Audience = (typeof AUDIENCES)[number];

export const COSTS = ['free', 'by-income', 'partly-free', 'paid'] as const;
export const STATUSES = ['active', 'inactive', 'temporarily-closed', 'defunct'] as const;
export const RESIDENCE = ['not-needed', 'needed'] as const;
export const CONFIDENCES = ['high', 'medium'] as const;

/** How one gets in. `referral`: another service must ask; `information`: it points to others; `reading`: nobody answers. */
export const ACCESS = ['appointment', 'walk-in', 'referral', 'information', 'reading'] as const;

/** Languages of names: the five of the conversation, and German. */
export const NAME_LANGUAGES = [...LANGUAGES, 'de'] as const;
export type NameLanguage = (typeof NAME_LANGUAGES)[number];

/** Languages in which a service may help, ISO 639-1. */
export const SPOKEN = [
  ...NAME_LANGUAGES,
  ...['ar', 'bg', 'fa', 'it', 'pl', 'ps', 'ro', 'ru', 'so', 'sq', 'sw', 'ti', 'tr', 'uk', 'zh'],
] as const;

export { LANGUAGES, NEEDS, REGIONS };
