import type { Language } from '../../dialogs/terms.js';

/** Texts that can be heard. */
export interface Sounds {
  /** True where at least one text of this language was recorded. */
  has(language: Language): boolean;
  /** The absolute address of a text's recording. @param key e.g. `housing:kind.text` */
  url(language: Language, key: string): string | undefined;
}

/** One text spoken by staff. */
export interface Recording {
  language: Language;
  /** The text it speaks, e.g. `housing:kind.text`. */
  key: string;
  /** The file's name, e.g. `housing.kind.text.ogg`. */
  name: string;
  /** Where the file lies. */
  file: string;
  type: string;
  /** Changes with every byte, so that what was fetched once may be kept for ever. */
  version: string;
}

/** @param baseUrl where the service is reached from outside, without a slash at its end */
export function createSounds(recordings: readonly Recording[], baseUrl: string): Sounds {
  const known = new Map(recordings.map((one) => [`${one.language} ${one.key}`, one]));
  const languages = new Set(recordings.map(({ language }) => language));
  return {
    has: (language) => languages.has(language),
    url(language, key) {
      const found = known.get(`${language} ${key}`);
      return found && `${baseUrl}/audio/${language}/${found.name}?v=${found.version}`;
    },
  };
}
