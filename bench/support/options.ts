import { type ParseArgsConfig, parseArgs } from 'node:util';

/** One option of a measurement. */
interface Option<T> {
  about: string;
  /** What follows it, undefined for a switch. */
  takes?: string;
  /** @param given what was said, in order; undefined where it was not @throws Error naming what was expected */
  read(given: string[] | undefined): T;
}

export const flag = (about: string): Option<boolean> => ({ about, read: (given) => given !== undefined });

/** A whole number. @param unless what it is where nothing is said */
export function count<T extends number | undefined>(about: string, unless: T): Option<T | number> {
  const read = (given: string[] | undefined) => {
    const last = given?.at(-1);
    if (last === undefined) return unless;
    if (!/^\d{1,15}$/.test(last)) throw new Error(`expected a whole number, came "${last}"`);
    return Number(last);
  };
  return { about: unless === undefined ? about : `${about} (${unless} unless told)`, takes: 'N', read };
}

/** Some of these, by their names or how they begin; all of them where nothing is said. */
export function someOf<T extends { name: string }>(about: string, all: readonly T[]): Option<readonly T[]> {
  const names = all.map(({ name }) => name).join('; ');
  const meant = (word: string): T[] => {
    const exact = all.filter(({ name }) => name === word);
    const found = exact.length > 0 ? exact : all.filter(({ name }) => word !== '' && name.startsWith(word));
    if (found.length === 0) throw new Error(`expected one of ${names}, came "${word}"`);
    return found;
  };
  const read = (given: string[] | undefined) => {
    const chosen = given?.flatMap(meant) ?? all;
    return all.filter((one) => chosen.includes(one));
  };
  return { about: `${about}, again for more: ${names}`, takes: 'NAME', read };
}

export const path = (about: string): Option<string | undefined> => ({
  about,
  takes: 'PATH',
  read: (given) => given?.at(-1),
});

type Options = Record<string, Option<unknown>>;
type Read<O extends Options> = { [Name in keyof O]: ReturnType<O[Name]['read']> };

/** What was asked for on the command line. Ends the process where that is help, or not understood. */
export function readOptions<O extends Options>(options: O): Read<O> {
  try {
    const given = parsed(options);
    if (given['help']) leave(0, usage(options));
    const entries = Object.entries(options).map(([name, option]) => [name, readOne(name, option, given[name])]);
    return Object.fromEntries(entries) as Read<O>;
  } catch (error) {
    return leave(2, `${(error as Error).message}\n\n${usage(options)}`);
  }
}

function parsed(options: Options): Record<string, string[] | undefined> {
  const known: ParseArgsConfig['options'] = { help: { type: 'boolean', multiple: true } };
  for (const [name, { takes }] of Object.entries(options))
    known[name] = { type: takes ? 'string' : 'boolean', multiple: true };
  return parseArgs({ options: known }).values as Record<string, string[] | undefined>;
}

function readOne(name: string, option: Option<unknown>, given: string[] | undefined): unknown {
  try {
    return option.read(given);
  } catch (error) {
    throw new Error(`--${name}: ${(error as Error).message}.`);
  }
}

function usage(options: Options): string {
  const lines = Object.entries(options).map(
    ([name, { takes, about }]) => `  ${[`--${name}`, takes].filter(Boolean).join(' ').padEnd(20)} ${about}`,
  );
  return `Options:\n${lines.join('\n')}`;
}

function leave(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}
