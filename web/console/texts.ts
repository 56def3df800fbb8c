import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { fr } from './texts/fr.js';
import { nl } from './texts/nl.js';

export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;
export type Values = Record<string, string | number>;

/** Languages of the console itself, by their own names. */
export const INTERFACE_LANGUAGES = { en: 'English', es: 'Español', fr: 'Français', nl: 'Nederlands' } as const;
export type InterfaceLanguage = keyof typeof INTERFACE_LANGUAGES;
const TEXTS: Record<InterfaceLanguage, Texts> = { en, es, fr, nl };

const isLanguage = (tag: string): tag is InterfaceLanguage => tag in TEXTS;

/** The first of the browser's languages that the console speaks, else English. */
export function preferredLanguage(tags: readonly string[]): InterfaceLanguage {
  return tags.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const fill = (text: string, values: Values) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export interface Say {
  language: InterfaceLanguage;
  /** A text, its `{name}` filled. */
  (key: TextKey, values?: Values): string;
  /** A text whose key ends in a tag from outside; the tag itself where there is none. */
  tag(group: string, tag: string): string;
}

export function sayIn(language: InterfaceLanguage): Say {
  const texts: Partial<Record<string, string>> = TEXTS[language];
  const say = (key: TextKey, values: Values = {}) => fill(TEXTS[language][key], values);
  return Object.assign(say, { language, tag: (group: string, tag: string) => texts[`${group}.${tag}`] ?? tag });
}

export const SayContext = createContext<Say>(sayIn('en'));
export const useSay = (): Say => useContext(SayContext);
