import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RumboError } from '../errors.js';

const KEY_BYTES = 32;
const FILE = 'store.key';

/**
 * The key all content is sealed with: the setting, or one made once and kept beside the embedded store.
 * @param from.given 32 bytes in base64 · @param from.folder where the embedded store lies; it exists
 * @throws RumboError settings_invalid, data_unwritable
 */
export function loadStoreKey({ given, folder }: { given?: string; folder?: string }): Buffer {
  if (given !== undefined) return checked(given, 'STORE_KEY');
  if (folder === undefined)
    throw new RumboError('settings_invalid', 'STORE_KEY is required with REDIS_URL: 32 bytes in base64.');
  const file = join(folder, FILE);
  return checked(readOrMake(file).trim(), file);
}

function readOrMake(file: string): string {
  try {
    if (!existsSync(file)) makeKey(file);
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RumboError('data_unwritable', `The key in ${file} cannot be kept.`, { cause });
  }
}

/** Written whole or not at all, and on the disk before anything is sealed with it: a lost key is lost data. */
function makeKey(file: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  flush(draft);
  renameSync(draft, file);
  flush(dirname(file));
}

function flush(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function checked(text: string, where: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES)
    throw new RumboError('settings_invalid', `${where}: expected 32 bytes in base64, came ${key.length} bytes.`);
  return key;
}
