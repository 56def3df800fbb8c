import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCT, UNDERSTOOD } from '../../src/parts.js';
import { loadUnderstanding } from '../../src/understanding/index.js';
import { flag, readOptions } from '../support/options.js';
import { table } from '../support/table.js';

const { json } = readOptions({ json: flag('for programs') });
const root = join(import.meta.dirname, '../../..');
const MESSAGES = 1_000;

/** Judged messages of five languages, as they were written. */
function messages(): string[] {
  const folder = join(root, 'test/understanding/data/second');
  const texts = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line) => line.split('\t')[0] || []),
  );
  return Array.from({ length: MESSAGES }, (_, index) => texts[index % texts.length] ?? '');
}

/** The command that programs use: from its start to `ready`, and for all messages after that. */
async function asProgram(texts: string[]): Promise<{ ready: number; all: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist/src/cli/index.js'), 'understand'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdout.resume();
  for await (const chunk of child.stderr) if (String(chunk).includes('ready')) break;
  const ready = performance.now();
  child.stdin.end(texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join(''));
  await once(child, 'exit');
  return { ready: ready - began, all: performance.now() - ready };
}

/** Each message by itself, in milliseconds, after one pass to warm up. */
function oneByOne(texts: string[]): { load: number; times: number[] } {
  const began = performance.now();
  const { understand } = loadUnderstanding(UNDERSTOOD, PRODUCT);
  const load = performance.now() - began;
  for (const text of texts) understand(text, {});
  const times = texts.map((text) => {
    const from = performance.now();
    understand(text, {});
    return performance.now() - from;
  });
  return { load, times: times.sort((a, b) => a - b) };
}

const texts = messages();
const { ready, all } = await asProgram(texts);
const { load, times } = oneByOne(texts);
const rows = [
  { what: '`rumbo understand`: start to `ready`, ms', value: ready },
  { what: `${MESSAGES} messages after \`ready\`, ms`, value: all },
  { what: 'loading understanding alone, ms', value: load },
  { what: 'one message, median ms', value: times[Math.floor(times.length / 2)] ?? 0 },
  { what: 'one message, p99 ms', value: times[Math.floor(times.length * 0.99)] ?? 0 },
];
if (json) console.log(JSON.stringify(rows));
else
  console.log(
    table(
      [
        { title: 'what', of: ({ what }) => what },
        { title: 'measured', of: ({ value }) => value.toFixed(value < 10 ? 3 : 0) },
      ],
      rows,
    ),
  );
