/** The closed lists of the domain. They are stored and counted for years: add with care, never rename. */

/** Languages a woman may choose; BCP-47 tags appear only at the edges. */
export const LANGUAGES = ['es', 'pt', 'fr', 'nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Regions by which services are organised in Belgium. */
export const REGIONS = ['brussels', 'flanders', 'wallonia', 'german-speaking'] as const;
export type Region = (typeof REGIONS)[number];

/** What a conversation may be about. Topics stand under these as choices of the slot `kind`. */
export const NEEDS = [
  'violence',
  'legal',
  'housing',
  'mental-health',
  'work',
  'health',
  'integration',
  'community',
] as const;
export type Need = (typeof NEEDS)[number];

/** Danger of the person in need. */
export const DANGERS = ['none', 'immediate', 'suicide'] as const;
export type Danger = (typeof DANGERS)[number];

/** What a session remembers of her answers. */
export const SLOTS = ['language', 'safe', 'need', 'place', 'children', 'kind', 'contact', 'feedback'] as const;
export type Slot = (typeof SLOTS)[number];

/** When a person of the team may write to her: hours of the day where the organisation is, or never unasked. */
export const CONTACTS = ['any-time', 'morning', 'afternoon', 'evening', 'myself'] as const;
export type Contact = (typeof CONTACTS)[number];

/** Explicit requests to the bot, understood in every state. */
export const COMMANDS = ['human', 'erase', 'restart', 'language', 'help', 'stop'] as const;
export type Command = (typeof COMMANDS)[number];

/** What she may set for herself or keep, understood in every state; each enters the flow of its name. */
export const REQUESTS = ['options', 'word', 'shared', 'listen', 'read', 'summary', 'contact'] as const;
export type Request = (typeof REQUESTS)[number];

/** What a `set` step may switch on or off for her. */
export const SETTINGS = ['shared', 'audio'] as const;
export type Setting = (typeof SETTINGS)[number];

/** Kinds of message a channel may deliver. What is not understood is still a message, never a crash. */
export const MEDIA = [
  'text',
  'choice',
  'audio',
  'image',
  'video',
  'document',
  'sticker',
  'location',
  'contact',
  'reaction',
  'other',
] as const;
export type Medium = (typeof MEDIA)[number];

/** IOM's four-level pyramid: 1 basic services and safety, 2 family and community, 3 targeted support, 4 specialised. */
export type Level = 1 | 2 | 3 | 4;
