import i18next, { type i18n } from 'i18next';
import type { Language } from '../../dialogs/terms.js';

/** Texts of one language by namespace (flow), as the locale files hold them. */
export type Texts = Record<string, Record<string, unknown>>;
export type Values = Record<string, string | number>;

/** Renders a key such as `housing:kind.text` in a language. */
export interface Locale {
  /** @returns the text; Spanish where the language lacks it; undefined where nobody wrote it */
  text(language: Language, key: string, values?: Values): string | undefined;
}

/** What she is addressed in before she chose. */
export const FALLBACK: Language = 'es';

/** @param defaults values that every text may use, such as `name` */
export async function createLocale(texts: Record<Language, Texts>, defaults: Values = {}): Promise<Locale> {
  const instance: i18n = i18next.createInstance();
  await instance.init({
    resources: texts as Record<string, Record<string, Record<string, string>>>,
    fallbackLng: FALLBACK,
    ns: Object.keys(texts[FALLBACK]),
    // Plain text goes to channels, not HTML; the pages write text nodes.
    interpolation: { escapeValue: false, skipOnVariables: true, defaultVariables: defaults },
    returnNull: false,
  });
  const look = (language: Language, key: string, values?: Values) =>
    instance.exists(key, { lng: language }) ? String(instance.t(key, { lng: language, ...values })) : undefined;
  const whole = remembered(look);
  return { text: (language, key, values) => (values ? look(language, key, values) : whole(language, key)) };
}

/** More texts than there are; keys from outside (an old session's) cannot fill the memory. */
const MOST_REMEMBERED = 20_000;

/** Texts do not change while the service runs: one without values is put together once. */
function remembered(look: Locale['text']): Locale['text'] {
  const known = new Map<string, string | undefined>();
  return (language, key) => {
    const name = `${language} ${key}`;
    if (known.has(name)) return known.get(name);
    const text = look(language, key);
    if (known.size < MOST_REMEMBERED) known.set(name, text);
    return text;
  };
}
