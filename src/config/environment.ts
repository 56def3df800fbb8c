import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The process's environment over the lines of a `.env` file, where there is one. The only reader of `process.env`. */
export function readEnvironment(file = '.env'): Record<string, string | undefined> {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}

/** Makes the whole process live in a time zone. Call before anything is imported that reads hours. */
export function useTimeZone(name: string): void {
  process.env['TZ'] = name;
}
