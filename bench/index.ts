/** `npm run bench [-- name …]`: the measurements, one after the other; further words go to the one that is named. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPeers } from './peers.js';

const BENCHES = {
  turns: 'a turn beside botbuilder and botbuilder-dialogs: turns, CPU, times, memory, bytes',
  understand: 'what a message means: 1,000 messages, and one',
  load: 'what a woman feels at 80 messages a second, and danger at 1,000',
  web: 'the chat page beside three widgets: weight, and time to the first question on a slow phone',
  growth: 'the cost of a turn as conversations, services and states grow',
} as const;

type Name = keyof typeof BENCHES;
const isName = (word: string | undefined): word is Name => word !== undefined && Object.hasOwn(BENCHES, word);

const [first, ...rest] = process.argv.slice(2);
if (first !== undefined && !isName(first) && first !== '--json') {
  const lines = Object.entries(BENCHES).map(([name, about]) => `  ${name.padEnd(12)} ${about}`);
  process.stderr.write(
    `npm run bench [-- NAME [options]]; all of them unless named; NAME --help for options\n${lines.join('\n')}\n`,
  );
  process.exit(first === '--help' ? 0 : 2);
}
const chosen: Name[] = isName(first) ? [first] : (Object.keys(BENCHES) as Name[]);
const words = isName(first) ? rest : process.argv.slice(2);
if (chosen.some((name) => name !== 'web')) installPeers();
for (const name of chosen) {
  process.stderr.write(`\n${name}: ${BENCHES[name]}\n`);
  const file = join(import.meta.dirname, name, 'run.js');
  const { status } = spawnSync(process.execPath, [file, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
