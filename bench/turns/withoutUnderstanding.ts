/** The service with nothing understood but the answers on the screen: what the rest of a turn costs. */

import { NOTHING } from '../../dialogs/meaning.js';
import { readEnvironment } from '../../src/config/environment.js';
import { readSettings } from '../../src/config/settings.js';
import { startService } from '../../src/server/start.js';

await startService(readSettings(readEnvironment()), {
  print: () => {},
  adjust: (parts) => ({ ...parts, reader: { ...parts.reader, understand: () => NOTHING } }),
});
