import { createInterface } from 'node:readline';
import * as z from 'zod';
import { LANGUAGES } from '../../dialogs/terms.js';
import type { Reader } from '../bot/perceive.js';

const lineSchema = z.object({ id: z.unknown(), text: z.string(), lang: z.enum(LANGUAGES).optional() });

/** For programs: what each message means. Says `ready` on standard error when it has loaded. */
export async function understandLines(reader: Reader): Promise<number> {
  process.stderr.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answer(line, reader))}\n`);
  }
  return 0;
}

function answer(line: string, reader: Reader): object {
  try {
    const { id, text, lang } = lineSchema.parse(JSON.parse(line));
    const meaning = reader.understand(text, { language: lang });
    const { danger, needs, place, command, sure, because } = meaning;
    return {
      id,
      lang: meaning.language ?? lang ?? null,
      danger,
      needs,
      region: place?.region ?? null,
      command: command ?? null,
      sure,
      because,
    };
  } catch {
    return { error: 'Expected a line such as {"id":1,"text":"hola","lang":"es"}.' };
  }
}
