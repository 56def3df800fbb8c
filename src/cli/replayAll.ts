import { existsSync } from 'node:fs';
import type { Parts } from '../app.js';
import { RumboError } from '../errors.js';
import { chatFiles, replay, update } from './replay.js';

/** Replays files or folders; prints the first difference of each. @returns 1 when any differs */
export async function replayAll(words: string[], parts: Parts): Promise<number> {
  const paths = words.filter((word) => !word.startsWith('--'));
  const missing = paths.find((path) => !existsSync(path));
  if (paths.length === 0 || missing)
    throw new RumboError('usage', `Expected a .chat file or a folder, came "${missing ?? ''}".`);
  const files = paths.flatMap(chatFiles);
  if (words.includes('--update')) {
    for (const file of files) await update(file, parts);
    return 0;
  }
  let different = 0;
  for (const file of files) {
    const { difference } = await replay(file, parts);
    if (difference) different += 1;
    console.log(
      difference
        ? `✗ ${file}:${difference.line}\n  expected ${difference.expected}\n  came     ${difference.came}`
        : `✓ ${file}`,
    );
  }
  console.log(`${files.length - different} the same, ${different} different`);
  return different === 0 ? 0 : 1;
}
