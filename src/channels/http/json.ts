/** Parsed JSON of which nothing is known yet. Every reader answers for any value, so that no shape can throw. */
export type Json = Record<string, unknown>;

const NOTHING: Json = {};

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the object, or an empty one where it is none */
export const object = (value: unknown): Json => (isObject(value) ? value : NOTHING);

/** @returns the items, or none where it is no list */
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** @returns the string, or undefined where it is none or empty */
export const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
