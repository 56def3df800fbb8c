import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'phone.css': 'text/css; charset=utf-8',
  'phone.js': 'text/javascript; charset=utf-8',
};

/** Where the built page lies: beside the compiled service, whether this file runs compiled or not. */
const FOLDERS = ['../../../web/phone', '../../../dist/web/phone'].map((path) => join(import.meta.dirname, path));

/** A file of the page. @returns undefined where there is none of that name */
export function pageFile(path: string, folder = builtFolder()): { body: Buffer; type: string } | undefined {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  const file = join(folder, name);
  return type !== undefined && existsSync(file) ? { body: readFileSync(file), type } : undefined;
}

const builtFolder = (): string => FOLDERS.find((folder) => existsSync(join(folder, 'phone.js'))) ?? '';
