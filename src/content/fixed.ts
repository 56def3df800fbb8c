import { type Issue, type Limits, tooLong, unfilled } from '../../dialogs/inspect.js';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Content } from './contract.js';
import { keysIn, textIn } from './texts.js';

/** The texts of the web page, which are not sent and have room. */
const NOT_SENT = ['web'];
/** The language the others are compared with. */
const MODEL: Language = 'es';

/** Places that are narrower than a message. */
const NARROW: Readonly<Record<string, (limits: Limits) => { name: string; max: number }>> = {
  'common:list.open': ({ listButton }) => ({ name: 'the button that opens a list', max: listButton }),
  'common:list.more': ({ row }) => ({ name: 'a row', max: row }),
};

/**
 * Texts that belong to no flow and are sent all the same (a coordinator comes, the bot is off, something failed): each is
 * there in every language and fits its place with the longest values put in.
 */
export function inspectFixed(texts: Content['texts'], flows: ReadonlySet<string>, limits: Limits): Issue[] {
  const isFixed = (key: string) => !flows.has(namespaceOf(key)) && !NOT_SENT.includes(namespaceOf(key));
  const keys = keysIn(texts, MODEL).filter(isFixed);
  return LANGUAGES.flatMap((language) => keys.flatMap((key) => inspectOne(texts, language, key, limits)));
}

const namespaceOf = (key: string): string => key.split(':')[0] ?? '';

function inspectOne(texts: Content['texts'], language: Language, key: string, limits: Limits): Issue[] {
  const text = textIn(texts, language, key);
  const flow = namespaceOf(key);
  const at = { severity: 'error', flow, language, key } as const;
  if (!text?.trim()) {
    const message = `The text "${key}" is missing in "${language}".`;
    return [{ ...at, code: 'text-missing', message, remedy: `Write it in locales/${language}/${flow}.json.` }];
  }
  const place = NARROW[key]?.(limits) ?? { name: 'a message', max: limits.say };
  return [...unfilled(at, text), ...tooLong(at, text, place)];
}
