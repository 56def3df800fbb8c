import type { Meaning } from '../../../dialogs/meaning.js';
import type { UnderstandingData } from '../data.js';
import type { Example } from '../examples.js';
import { learn } from '../learn.js';
import { createUnderstanding } from '../understanding.js';
import type { Judged } from './judged.js';

const FOLDS = 5;
/** Neighbouring lines are often of one kind, so they stay together. */
const BLOCK = 6;

const foldOf = (index: number): number => Math.floor(index / BLOCK) % FOLDS;

/**
 * Every example as read by an understanding that learnt from none of its neighbours.
 * @param onFold told after each part, for progress
 */
export function crossValidated(
  data: UnderstandingData,
  examples: readonly Example[],
  onFold: (done: number, of: number) => void,
): { rows: Judged[]; understand: (text: string) => Meaning } {
  const meanings = new Map<string, Meaning>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = examples.filter((_, index) => foldOf(index) !== fold);
    const { understand } = createUnderstanding(data, learn(data, rest));
    for (const { text } of examples.filter((_, index) => foldOf(index) === fold))
      meanings.set(text, understand(text, {}));
    onFold(fold + 1, FOLDS);
  }
  const rows = examples.map(({ danger = 'none', ...example }) => ({ ...example, danger, hard: false }));
  return {
    rows,
    understand: (text) => meanings.get(text) ?? { danger: 'none', sure: true, needs: [], needSure: false, because: [] },
  };
}
