import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Content, LocatedIssue, TextTree } from './contract.js';
import { readSource } from './yaml.js';

export interface TextFiles {
  texts: Content['texts'];
  issues: LocatedIssue[];
}

/** Reads `locales/<language>/<namespace>.json`. */
export function readTexts(folder: string): TextFiles {
  const texts: Content['texts'] = { es: {}, pt: {}, fr: {}, nl: {}, en: {} };
  const issues = LANGUAGES.flatMap((language) =>
    filesOf(folder, language).flatMap((name) => {
      const file = `locales/${language}/${name}`;
      const namespace = name.replace(/\.json$/, '');
      const { tree, issue } = readTree(file, namespace, language, readFileSync(join(folder, file), 'utf8'));
      if (tree) texts[language][namespace] = tree;
      return issue ?? [];
    }),
  );
  return { texts, issues };
}

function filesOf(folder: string, language: Language): string[] {
  const path = join(folder, 'locales', language);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names.filter((name) => name.endsWith('.json')).sort();
}

function readTree(
  file: string,
  flow: string,
  language: Language,
  text: string,
): { tree?: TextTree; issue?: LocatedIssue } {
  const at = { severity: 'error', flow, language, file } as const;
  const { value, faults, lineOf } = readSource(text);
  const [fault] = faults;
  if (fault) return { issue: { ...at, ...fault } };
  const odd = oddPath(value);
  if (!odd) return { tree: value as TextTree };
  const message = `"${odd.join('.')}" is neither a text nor a group of texts.`;
  return { issue: { ...at, line: lineOf(odd), code: 'text-odd', message, remedy: 'Write a text in quotes.' } };
}

/** The path of the first thing that is no text; undefined where all are. */
function oddPath(value: unknown): string[] | undefined {
  if (typeof value === 'string') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  for (const [key, inner] of Object.entries(value)) {
    const odd = oddPath(inner);
    if (odd) return [key, ...odd];
  }
  return undefined;
}

/** The parts of a text key: namespace first. */
export const partsOf = (key: string): string[] => key.split(/[:.]/);

/** Looks up exactly one language. */
export function textIn(texts: Content['texts'], language: Language, key: string): string | undefined {
  let found: TextTree | string | undefined = texts[language];
  for (const part of partsOf(key)) {
    if (typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return typeof found === 'string' ? found : undefined;
}

/** All keys of a language, as `namespace:a.b`. */
export const keysIn = (texts: Content['texts'], language: Language): string[] =>
  Object.entries(texts[language]).flatMap(([namespace, tree]) => leaves(tree).map((path) => `${namespace}:${path}`));

const leaves = (tree: TextTree): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : leaves(value).map((path) => `${key}.${path}`),
  );
