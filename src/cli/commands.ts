import { parseArgs } from 'node:util';
import type { Settings } from '../config/settings.js';
import { RumboError } from '../errors.js';

export interface CliCommand {
  /** How it is called. */
  form: string;
  /** What it does, in one line. */
  about: string;
  /** @returns the exit code */
  run(words: string[], settings: Settings): Promise<number>;
}

/** Every command there is; each imports what it needs only when it runs. */
export const COMMANDS: Record<string, CliCommand> = {
  chat: {
    form: 'chat [--channel webchat|whatsapp] [--at TIME]',
    about: 'talk to the bot in this terminal',
    run: async (words, settings) => {
      const { chat } = await import('./chat.js');
      return chat({ ...(await conversation(words, settings)) });
    },
  },
  converse: {
    form: 'converse [--channel webchat|whatsapp] [--at TIME]',
    about: 'one conversation for programs: a JSON object a line in, one out',
    run: async (words, settings) => {
      const { converse } = await import('./converse.js');
      await converse({
        ...(await conversation(words, settings)),
        input: process.stdin,
        write: (line) => process.stdout.write(`${line}\n`),
      });
      return 0;
    },
  },
  replay: {
    form: 'replay FILE|FOLDER … [--update]',
    about: 'replay .chat files through the real path and show the first difference',
    run: async (words, settings) => {
      const { replayAll } = await import('./replayAll.js');
      return replayAll(words, await parts(settings));
    },
  },
  check: {
    form: 'check',
    about: 'every flow, text and service: what is wrong, where, and what to do',
    run: async () => {
      const { checkAll } = await import('./check.js');
      return checkAll();
    },
  },
  directory: {
    form: 'directory check',
    about: 'every service: file, record and field of what is wrong',
    run: async (words) => {
      if (words[0] !== 'check')
        throw new RumboError('usage', `Expected "directory check", came "directory ${words[0] ?? ''}".`);
      const { checkServices } = await import('./check.js');
      return checkServices();
    },
  },
  understand: {
    form: 'understand',
    about: 'what messages mean: {"id","text","lang"?} a line in, one line out',
    run: async (_words, settings) => {
      const { understandLines } = await import('./understand.js');
      return understandLines((await parts(settings)).reader);
    },
  },
  evaluate: {
    form: 'evaluate [--quick] [--json]',
    about: 'how well messages are understood, with intervals; --quick leaves out cross-validation',
    run: async (words) => {
      const { evaluate } = await import('./evaluate.js');
      return evaluate(words);
    },
  },
  graph: {
    form: 'graph [--port N] [--webhook URL]',
    about: 'a local stand-in of the WhatsApp Graph API, with a phone to type on',
    run: async (words, settings) => {
      const { graph } = await import('./graph.js');
      return graph(words, settings);
    },
  },
};

/** The list of commands. */
export function usage(): string {
  const lines = Object.values(COMMANDS).map(({ form, about }) => `  ${form}\n      ${about}`);
  return `rumbo COMMAND …\n\n${lines.join('\n')}`;
}

const CHANNELS = ['webchat', 'whatsapp'] as const;

async function parts(settings: Settings) {
  const { loadParts } = await import('../parts.js');
  return loadParts({ botName: settings.BOT_NAME, timeZone: settings.TIME_ZONE });
}

async function conversation(words: string[], settings: Settings) {
  const { values } = options(words);
  const channel = CHANNELS.find((name) => name === values.channel);
  if (!channel) throw new RumboError('usage', `--channel: expected webchat or whatsapp, came "${values.channel}".`);
  const at = values.at === undefined ? Date.now() : Date.parse(values.at);
  if (Number.isNaN(at))
    throw new RumboError('usage', `--at: expected a time such as 2026-01-15T10:00:00Z, came "${values.at}".`);
  return { parts: await parts(settings), channel, at };
}

function options(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: { channel: { type: 'string', default: 'webchat' }, at: { type: 'string' } },
    });
  } catch (error) {
    throw new RumboError('usage', `${(error as Error).message}.`);
  }
}
