import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RumboError } from '../errors.js';

const KEY_BYTES = 32;
const FILE = 'store.key';

/**
 * The key all content is sealed with: the setting, or one made once and kept beside the embedded store.
 * @param from.given 32 bytes in base64 · @param from.folder where the embedded store lies
 * @throws RumboError settings_invalid
 */
export function loadStoreKey({ given, folder }: { given?: string; folder?: string }): Buffer {
  if (given !== undefined) return checked(given, 'STORE_KEY');
  if (folder === undefined)
    throw new RumboError('settings_invalid', 'STORE_KEY is required with REDIS_URL: 32 bytes in base64.');
  const file = join(folder, FILE);
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return checked(readFileSync(file, 'utf8').trim(), file);
}

function checked(text: string, where: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES)
    throw new RumboError('settings_invalid', `${where}: expected 32 bytes in base64, came ${key.length} bytes.`);
  return key;
}
