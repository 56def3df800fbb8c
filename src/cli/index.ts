#!/usr/bin/env node
import { readEnvironment, useTimeZone } from '../config/environment.js';
import { readSettings } from '../config/settings.js';
import { RumboError } from '../errors.js';
import { COMMANDS, usage } from './commands.js';

/** Runs one command; a failure that its user can mend is one clear line and exit code 1. */
async function main([name = '', ...words]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    console.error(usage());
    return name === '' || name === 'help' ? 0 : 1;
  }
  const settings = readSettings(readEnvironment());
  // Before anything that reads hours is imported.
  useTimeZone(settings.TIME_ZONE);
  return command.run(words, settings);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof RumboError ? error.message : error);
    process.exit(1);
  },
);
