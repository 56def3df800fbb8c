import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const MAX_LINES = 400;

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules')),
  );
}

const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const having = (files: string[], pattern: RegExp) => files.filter((file) => pattern.test(code(file)));

describe('the code keeps its promises', () => {
  test('the core waits for nothing, reads no clock and no environment', () => {
    expect(having(sources('dialogs'), /\bawait\b|\bDate\b|Math\.random|\bprocess\.|\bfetch\(/)).toEqual([]);
  });

  test('only config reads the environment', () => {
    const others = sources('src', 'dialogs', 'web').filter((file) => !file.startsWith('src/config/'));
    expect(having(others, /process\.env/)).toEqual([]);
  });

  test('no file is longer than anyone reads', () => {
    const long = sources('src', 'dialogs', 'web', 'test').filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > MAX_LINES,
    );
    expect(long).toEqual([]);
  });

  test('nothing is left to be done later in a comment', () => {
    const marked = sources('src', 'dialogs', 'web').filter((file) =>
      /\b(TODO|FIXME|XXX)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(marked).toEqual([]);
  });
});
