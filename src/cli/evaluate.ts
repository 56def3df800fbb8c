import { join } from 'node:path';
import { PRODUCT, projectRoot, UNDERSTOOD } from '../parts.js';
import { crossValidated } from '../understanding/evaluation/crossValidate.js';
import { judgedSets } from '../understanding/evaluation/judged.js';
import {
  interval,
  MEASURES,
  type Measured,
  measureByLanguage,
  rateOf,
  type Share,
} from '../understanding/evaluation/measure.js';
import { loadUnderstanding, readData, readExamples } from '../understanding/index.js';

export const JUDGED = join(projectRoot, 'test/understanding/data');

type Results = Record<string, Record<string, Measured>>;

/** How well messages are understood: judged sets, and by cross-validation the examples. @returns the exit code */
export function evaluate(words: string[]): number {
  const results: Results = { ...onJudgedSets(), ...(words.includes('--quick') ? {} : onExamples()) };
  console.log(words.includes('--json') ? JSON.stringify(results) : tablesOf(results));
  return 0;
}

/** Of each set the messages that are measured. */
export function onJudgedSets(): Results {
  const { understand } = loadUnderstanding(UNDERSTOOD, PRODUCT);
  return Object.fromEntries(
    Object.entries(judgedSets(JUDGED)).map(([name, rows]) => [
      name,
      measureByLanguage(rows, (text) => understand(text, {})),
    ]),
  );
}

function onExamples(): Results {
  const { rows, understand } = crossValidated(readData(UNDERSTOOD), readExamples(UNDERSTOOD), (done, of) =>
    process.stderr.write(`cross-validation: part ${done} of ${of}\n`),
  );
  return { 'examples, cross-validated': measureByLanguage(rows, understand) };
}

const tablesOf = (results: Results): string =>
  Object.entries(results)
    .map(([name, byLanguage]) => tableOf(name, byLanguage))
    .join('\n');

function tableOf(name: string, byLanguage: Record<string, Measured>): string {
  const cells = ['', 'danger found', 'alarms', 'alarms, hard', 'needs', 'language', 'place', 'command'];
  const rows = Object.entries(byLanguage).map(([language, measured]) => [
    language,
    ...MEASURES.map((measure) => cellOf(measured[measure])),
  ]);
  const lines = [cells, cells.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`);
  return `### ${name}\n\n${lines.join('\n')}\n`;
}

function cellOf(share: Share): string {
  if (share.of === 0) return '';
  const percent = (rate: number) => (rate * 100).toFixed(1);
  const [low, high] = interval(share);
  return `${percent(rateOf(share))} % (${share.right}/${share.of}; ${percent(low)}–${percent(high)})`;
}
