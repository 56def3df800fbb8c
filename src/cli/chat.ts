import { createInterface } from 'node:readline/promises';
import type { Activity } from 'botbuilder';
import type { Parts } from '../app.js';
import type { ChannelName } from '../channels/contract.js';
import { createRig } from './rig.js';

/** A conversation in the terminal. Numbers and words both work; an empty line or Ctrl+D ends it. */
export async function chat(options: { parts: Parts; channel: ChannelName; at: number }): Promise<number> {
  const rig = await createRig(options);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  terminal.prompt();
  for await (const text of terminal) {
    if (text.trim() === '') break;
    await rig.receive({ type: 'message', text });
    for (const report of await rig.run()) for (const reply of report.replies) console.log(`\n${shown(reply)}`);
    terminal.prompt();
  }
  terminal.close();
  await rig.close();
  return 0;
}

function shown(reply: Partial<Activity>): string {
  const choices = (reply.suggestedActions?.actions ?? []).map(({ title }, index) => `  ${index + 1}. ${title}`);
  return [reply.text, ...choices].join('\n');
}
