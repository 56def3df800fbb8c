import { readEnvironment, useTimeZone } from './config/environment.js';
import { readSettings } from './config/settings.js';
import { RumboError } from './errors.js';

/** Starts the service; a failure that staff can mend is one clear line. */
async function main(): Promise<void> {
  const settings = readSettings(readEnvironment());
  // Before anything that reads hours is imported: opening hours are read in the process's zone.
  useTimeZone(settings.TIME_ZONE);
  const { startService } = await import('./server/start.js');
  const running = await startService(settings);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof RumboError ? error.message : error);
  process.exit(1);
});
