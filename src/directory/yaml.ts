import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import type * as z from 'zod';
import { parsedOnce } from '../parsed.js';
import { type DirectoryIssue, schemaIssues } from './issue.js';

/** Files larger than this are refused unread. */
const MAX_FILE_CHARACTERS = 500_000;

export type Read<T> = { value: T; issues: [] } | { value?: undefined; issues: DirectoryIssue[] };

/** Reads one YAML file and holds it against its schema; never throws for what stands in the file. */
export function readYaml<T>(path: string, schema: z.ZodType<T>): Read<T> {
  const file = basename(path);
  const record = file.replace(/\.yaml$/, '');
  const refused = (expected: string, came: string): Read<T> => ({
    issues: [{ file, record, field: 'file', expected, came, remedy: 'Correct the file; see directory/README.md.' }],
  });
  const text = readText(path);
  if (text === undefined) return refused('a file that can be read', 'no such file');
  if (text.length > MAX_FILE_CHARACTERS) return refused('a smaller file', `${text.length} characters`);
  let broken: string | undefined;
  const data = parsedOnce(text, () => {
    const document = parseDocument(text);
    broken = document.errors[0]?.message.split('\n')[0];
    return broken === undefined ? toData(document) : undefined;
  });
  if (broken !== undefined) return refused('YAML', broken);
  if (data === undefined) return refused('a record without aliases (& and *)', 'an alias');
  if (matches(schema, data)) return { value: data, issues: [] };
  const { error } = schema.safeParse(data);
  return { issues: error ? schemaIssues(error, data, file, record) : [] };
}

/** Undefined where the file uses aliases, which could make a small file enormous. */
function toData(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? null;
  } catch {
    return undefined;
  }
}

/** The data itself is used, not zod's copy: the order of keys in the file matters (the first need is the main one). */
function matches<T>(schema: z.ZodType<T>, data: unknown): data is T {
  return schema.safeParse(data).success;
}

/** The file's text, or undefined when it is not there. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
