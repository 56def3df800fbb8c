import type * as z from 'zod';

/** Something wrong in a file that staff edit, said so that they can correct it. */
export interface DirectoryIssue {
  /** Name of the file: a record in `services`, or one of `country`. */
  file: string;
  /** The record's id, where it has one. */
  record: string;
  field: string;
  expected: string;
  came: string;
  remedy: string;
}

const MAX_SHOWN = 80;

/** The value as it stands in the file, short. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** Turns what the schema says into issues that name the field, one a field. */
export function schemaIssues(error: z.ZodError, data: unknown, file: string, record: string): DirectoryIssue[] {
  const fieldOf = (issue: z.core.$ZodIssue) => issue.path.map(String).join('.') || 'record';
  const firstOfField = error.issues.filter(
    (issue, index, all) => all.findIndex((other) => fieldOf(other) === fieldOf(issue)) === index,
  );
  return firstOfField.map((issue) => {
    const field = fieldOf(issue);
    const came = valueAt(data, issue.path);
    return { file, record, field, expected: issue.message, came: shown(came), remedy: remedyFor(issue, came) };
  });
}

function remedyFor(issue: z.core.$ZodIssue, came: unknown): string {
  if (issue.code === 'unrecognized_keys') return `Remove or correct: ${issue.keys.join(', ')}.`;
  if (came === undefined) return 'Add this field; directory/README.md explains it.';
  if (issue.code === 'invalid_type' && typeof came === 'number') return 'Put the number in quotes.';
  if (issue.code === 'too_big') return 'Make it shorter.';
  return 'Correct the value; directory/README.md lists the words that are allowed.';
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}
